import type { ExportColumn } from "@checkstack/ui";
import { targetText } from "../check/target-text.ts";
import type { CheckRow } from "./filter-checks.ts";

/** What an exported list of checks has. */
export const checkExport: readonly ExportColumn<CheckRow>[] = [
  { header: "name", value: ({ check }) => check.name },
  { header: "system", value: ({ systemName }) => systemName },
  { header: "strategy", value: ({ check }) => check.strategy },
  { header: "target", value: ({ check }) => targetText(check) },
  { header: "intervalSeconds", value: ({ check }) => check.intervalSeconds },
  { header: "status", value: ({ check }) => check.status },
  { header: "since", value: ({ check }) => check.statusSince },
  { header: "message", value: ({ check }) => check.message },
  { header: "lastRunAt", value: ({ check }) => check.lastRunAt },
  { header: "lastLatencyMs", value: ({ check }) => check.lastLatencyMs },
];
