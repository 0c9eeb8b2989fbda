import { matchesSearch } from "@checkstack/frontend-api";
import type { Group, System } from "@checkstack/catalog-common";
import type { CheckStatus, SystemStatus } from "@checkstack/healthcheck-common";
import { severityOf } from "@checkstack/ui";
import { needsAttention } from "../shared/attention.ts";
import { sortBy, type Sort } from "../shared/sorting.ts";

/** A system and how it is. */
export interface OverviewRow {
  readonly id: string;
  readonly name: string;
  readonly owner: string;
  readonly tags: readonly string[];
  /** The group with those around it: `Shop / Payments`; empty without one. */
  readonly group: string;
  readonly status: CheckStatus;
  readonly since: Date | null;
  readonly message: string;
  readonly checks: number;
  readonly latencyMs: number | null;
  readonly lastRunAt: Date | null;
}

/** Joins what the catalog knows with what the checks say. A system without a check is there, and unknown. */
export function overviewRows(
  systems: readonly System[],
  statuses: readonly SystemStatus[],
  groups: readonly Group[],
): OverviewRow[] {
  const statusOf = new Map(statuses.map((status) => [status.systemId, status]));
  const pathOf = groupPaths(groups);
  return systems.map(({ id, name, owner, tags, groupId }) => {
    const { status, since, message, checks, latencyMs, lastRunAt } = statusOf.get(id) ?? NO_CHECKS;
    const group = groupId === null ? "" : (pathOf.get(groupId) ?? "");
    // Written out: spread objects take five times as long, and there may be thousands.
    return { id, name, owner, tags, group, status, since, message, checks, latencyMs, lastRunAt };
  });
}

export interface OverviewFilter {
  readonly search: string;
  /** A status, `attention`, or empty for all. */
  readonly status: string;
  readonly tag: string;
}

export const filterRows = (rows: readonly OverviewRow[], { search, status, tag }: OverviewFilter): OverviewRow[] =>
  rows.filter(
    (row) =>
      (status === "" || (status === "attention" ? needsAttention(row.status) : row.status === status)) &&
      (tag === "" || row.tags.includes(tag)) &&
      (search === "" || matchesSearch(search, [row.name, row.owner, row.group, ...row.tags])),
  );

/** Worst first, unless asked otherwise. Among equals rows stay as they come: by name. */
export function sortRows(rows: readonly OverviewRow[], sort?: Sort): OverviewRow[] {
  const column = COLUMNS[sort?.column ?? "status"] ?? COLUMNS["status"];
  return column ? sortBy(rows, column, sort?.direction ?? "ascending") : [...rows];
}

/** What needs attention, what has needed it longest first within a status. */
export const attentionRows = (rows: readonly OverviewRow[]): OverviewRow[] =>
  rows
    .filter(({ status }) => needsAttention(status))
    .toSorted(
      (a, b) => severityOf(a.status) - severityOf(b.status) || (a.since?.getTime() ?? 0) - (b.since?.getTime() ?? 0),
    );

/** `3 need attention, 41 healthy, 2 paused`. */
export function describeCounts(rows: readonly OverviewRow[]): string {
  const count = (matches: (row: OverviewRow) => boolean): number => rows.filter(matches).length;
  const attention = count(({ status }) => needsAttention(status));
  const parts: [number, string][] = [
    [attention, attention === 1 ? "needs attention" : "need attention"],
    [count(({ status }) => status === "healthy"), "healthy"],
    [count(({ status }) => status === "maintenance"), "in maintenance"],
    [count(({ status }) => status === "paused"), "paused"],
    [count(({ status, checks }) => status === "unknown" && checks > 0), "without an answer yet"],
    [count(({ checks }) => checks === 0), "without a check"],
  ];
  return parts
    .filter(([number]) => number > 0)
    .map(([number, words]) => `${number.toLocaleString("en")} ${words}`)
    .join(", ");
}

/** Every tag in use, by name. */
export const tagsOf = (rows: readonly OverviewRow[]): string[] =>
  sortBy([...new Set(rows.flatMap(({ tags }) => tags))], (tag) => tag, "ascending");

const NO_CHECKS = {
  status: "unknown",
  since: null,
  message: "",
  checks: 0,
  latencyMs: null,
  lastRunAt: null,
} as const;

const COLUMNS: Readonly<Record<string, (row: OverviewRow) => string | number | null>> = {
  name: ({ name }) => name,
  status: ({ status }) => severityOf(status),
  since: ({ since }) => since?.getTime() ?? null,
  latency: ({ latencyMs }) => latencyMs,
  checks: ({ checks }) => checks,
  group: ({ group }) => group || null,
};

/** The names of a group and of those it lies in, by its id. */
function groupPaths(groups: readonly Group[]): Map<string, string> {
  const groupOf = new Map(groups.map((group) => [group.id, group]));
  const pathOf = (group: Group, depth: number): string => {
    const parent = group.parentId === null || depth === 0 ? undefined : groupOf.get(group.parentId);
    return parent ? `${pathOf(parent, depth - 1)} / ${group.name}` : group.name;
  };
  return new Map(groups.map((group) => [group.id, pathOf(group, MAX_DEPTH)]));
}

/** Groups nest to 10; whatever else the data says, this ends. */
const MAX_DEPTH = 10;
