import { matchesSearch } from "@checkstack/frontend-api";
import type { Check } from "@checkstack/healthcheck-common";
import { severityOf } from "@checkstack/ui";
import { targetText } from "../check/target-text.ts";
import { needsAttention } from "../shared/attention.ts";
import { sortBy, type Sort } from "../shared/sorting.ts";

/** A check beside the name of its system. */
export interface CheckRow {
  readonly check: Check;
  readonly systemName: string;
}

export interface CheckFilter {
  readonly search: string;
  /** A status, `attention`, or empty for all. */
  readonly status: string;
  /** The id of a strategy, or empty for all. */
  readonly strategy: string;
}

export const filterChecks = (rows: readonly CheckRow[], { search, status, strategy }: CheckFilter): CheckRow[] =>
  rows.filter(
    ({ check, systemName }) =>
      (status === "" || (status === "attention" ? needsAttention(check.status) : check.status === status)) &&
      (strategy === "" || check.strategy === strategy) &&
      matchesSearch(search, [check.name, systemName, targetText(check)]),
  );

/** As they come, which is by name, unless asked otherwise. */
export function sortChecks(rows: readonly CheckRow[], sort?: Sort): readonly CheckRow[] {
  const column = sort && COLUMNS[sort.column];
  return column ? sortBy(rows, column, sort.direction) : rows;
}

const COLUMNS: Readonly<Record<string, (row: CheckRow) => string | number | null>> = {
  name: ({ check }) => check.name,
  status: ({ check }) => severityOf(check.status),
  since: ({ check }) => check.statusSince?.getTime() ?? null,
  system: ({ systemName }) => systemName || null,
  interval: ({ check }) => check.intervalSeconds,
  latency: ({ check }) => check.lastLatencyMs,
};
