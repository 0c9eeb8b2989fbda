import {
  formatDuration,
  RelativeTime,
  StatusBadge,
  TagList,
  VirtualTable,
  type VirtualColumn,
  type VirtualTableProps,
} from "@checkstack/ui";
import { useMemo } from "react";
import { Link } from "react-router";
import { newCheckPath, systemPath } from "../shared/paths.ts";
import type { OverviewRow } from "./overview-rows.ts";

export interface SystemsTableProps extends Pick<VirtualTableProps<OverviewRow>, "sort" | "onSortChange"> {
  rows: readonly OverviewRow[];
  /** Whether to offer a check for systems that have none. */
  mayManage: boolean;
  onTag(tag: string): void;
}

/** All systems, however many. */
export function SystemsTable({ rows, mayManage, onTag, ...sorting }: SystemsTableProps) {
  const columns = useMemo(() => columnsFor({ mayManage, onTag }), [mayManage, onTag]);
  return <VirtualTable items={rows} columns={columns} getKey={({ id }) => id} label="Systems" {...sorting} />;
}

const columnsFor = ({
  mayManage,
  onTag,
}: Pick<SystemsTableProps, "mayManage" | "onTag">): VirtualColumn<OverviewRow>[] => [
  {
    id: "name",
    header: "System",
    width: "minmax(8rem, 1.8fr)",
    sortable: true,
    cell: ({ id, name }) => (
      <Link to={systemPath(id)} className="font-medium text-text hover:underline">
        {name}
      </Link>
    ),
  },
  {
    id: "status",
    header: "Status",
    width: "8.5rem",
    sortable: true,
    cell: ({ id, name, status, checks }) => {
      if (checks > 0) return <StatusBadge status={status} />;
      if (!mayManage) return <span className="text-text-muted">No checks</span>;
      return (
        <Link to={newCheckPath(id)} aria-label={`Add a check to ${name}`} className="text-accent-text hover:underline">
          Add a check
        </Link>
      );
    },
  },
  {
    id: "since",
    header: "Since",
    width: "7.5rem",
    sortable: true,
    hideOnPhone: true,
    className: "text-text-muted",
    cell: ({ since }) => since && <RelativeTime at={since} />,
  },
  {
    id: "latency",
    header: "Latency",
    width: "5.5rem",
    sortable: true,
    hideOnPhone: true,
    className: "text-right tabular-nums",
    cell: ({ latencyMs }) => (latencyMs === null ? "" : formatDuration(latencyMs)),
  },
  {
    id: "checks",
    header: "Checks",
    width: "4.5rem",
    sortable: true,
    hideOnPhone: true,
    className: "text-right tabular-nums",
    cell: ({ checks }) => (checks === 0 ? "" : checks),
  },
  {
    id: "group",
    header: "Group",
    width: "minmax(0, 1.6fr)",
    sortable: true,
    hideOnPhone: true,
    className: "pl-3 text-text-muted",
    cell: ({ group }) => <span title={group}>{group}</span>,
  },
  {
    id: "tags",
    header: "Tags",
    width: "minmax(0, 1.3fr)",
    hideOnPhone: true,
    cell: ({ tags }) => <TagList tags={tags} max={2} onSelect={onTag} className="flex-nowrap" />,
  },
];
