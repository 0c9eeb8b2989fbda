import { checkStatuses } from "@checkstack/healthcheck-common";
import { severityOf, statusLooks } from "@checkstack/ui";

/** Statuses to filter by, worst first, and before them `all`. */
export const statusOptions: readonly { value: string; label: string }[] = [
  { value: "all", label: "Any status" },
  { value: "attention", label: "Needs attention" },
  ...checkStatuses
    .toSorted((a, b) => severityOf(a) - severityOf(b))
    .map((status) => ({ value: status, label: statusLooks[status].word })),
];
