import {
  Checkbox,
  formatDuration,
  RelativeTime,
  StatusBadge,
  VirtualTable,
  type VirtualColumn,
  type VirtualTableProps,
} from "@checkstack/ui";
import { useMemo } from "react";
import { Link } from "react-router";
import { targetText } from "../check/target-text.ts";
import { describeEvery } from "../shared/interval.ts";
import { checkPath, systemPath } from "../shared/paths.ts";
import type { CheckRow } from "./filter-checks.ts";
import type { Selection } from "./use-selection.ts";

export interface ChecksTableProps extends Pick<VirtualTableProps<CheckRow>, "sort" | "onSortChange"> {
  rows: readonly CheckRow[];
  /** Undefined for those who may not change checks. */
  selection: Selection | undefined;
}

/** Checks, however many. */
export function ChecksTable({ rows, selection, ...sorting }: ChecksTableProps) {
  const columns = useMemo(() => (selection ? [selectColumn(rows, selection), ...COLUMNS] : COLUMNS), [rows, selection]);
  return (
    <VirtualTable
      items={rows}
      columns={columns}
      getKey={({ check }) => check.id}
      label="Checks"
      isSelected={({ check }) => selection?.ids.has(check.id) ?? false}
      {...sorting}
    />
  );
}

function selectColumn(rows: readonly CheckRow[], { ids, toggle, toggleAll }: Selection): VirtualColumn<CheckRow> {
  const shown = rows.map(({ check }) => check.id);
  const selected = shown.filter((id) => ids.has(id)).length;
  const all = selected === shown.length ? selected > 0 : selected > 0 && "indeterminate";
  return {
    id: "select",
    header: <Checkbox aria-label="Select all" checked={all} onCheckedChange={() => toggleAll(shown)} />,
    width: "1.25rem",
    className: "flex items-center overflow-visible",
    cell: ({ check: { id, name } }) => (
      <Checkbox aria-label={`Select ${name}`} checked={ids.has(id)} onCheckedChange={() => toggle(id)} />
    ),
  };
}

const COLUMNS: readonly VirtualColumn<CheckRow>[] = [
  {
    id: "name",
    header: "Check",
    width: "minmax(8rem, 2fr)",
    sortable: true,
    cell: ({ check }) => (
      <>
        <Link to={checkPath(check.id)} className="block truncate font-medium text-text hover:underline">
          {check.name}
        </Link>
        <span className="block truncate text-xs text-text-muted">{targetText(check)}</span>
      </>
    ),
  },
  {
    id: "status",
    header: "Status",
    width: "8.5rem",
    sortable: true,
    cell: ({ check }) => <StatusBadge status={check.status} />,
  },
  {
    id: "since",
    header: "Since",
    width: "7.5rem",
    sortable: true,
    hideOnPhone: true,
    className: "text-text-muted",
    cell: ({ check }) => check.statusSince && <RelativeTime at={check.statusSince} />,
  },
  {
    id: "system",
    header: "System",
    width: "minmax(0, 1fr)",
    sortable: true,
    hideOnPhone: true,
    cell: ({ check, systemName }) => (
      <Link to={systemPath(check.systemId)} className="text-text-muted hover:text-text hover:underline">
        {systemName}
      </Link>
    ),
  },
  {
    id: "interval",
    header: "Runs",
    width: "8.5rem",
    sortable: true,
    hideOnPhone: true,
    className: "text-text-muted",
    cell: ({ check }) => describeEvery(check.intervalSeconds),
  },
  {
    id: "latency",
    header: "Latency",
    width: "5.5rem",
    sortable: true,
    hideOnPhone: true,
    className: "text-right tabular-nums",
    cell: ({ check }) => (check.lastLatencyMs === null ? "" : formatDuration(check.lastLatencyMs)),
  },
];
