import type { System } from "@checkstack/catalog-common";
import { Checkbox, TagList, VirtualTable, type VirtualColumn } from "@checkstack/ui";
import { Link } from "react-router";
import { pathText } from "../shared/group-tree.ts";
import { systemPath } from "../shared/paths.ts";
import { usePlaces, type Places } from "../shared/use-places.ts";
import type { ListState } from "./use-list-state.ts";
import type { Selection } from "./use-selection.ts";

export interface SystemsTableProps {
  systems: readonly System[];
  state: ListState;
  /** Absent for people who may change nothing. */
  selection?: Selection;
}

export function SystemsTable({ systems, state, selection }: SystemsTableProps) {
  const places = usePlaces();
  const columns = [
    ...(selection ? [markColumn(selection)] : []),
    ...dataColumns({ places, onTag: (tag) => state.setFilter("tag", tag) }),
  ];
  return (
    <VirtualTable
      label="Systems"
      items={systems}
      columns={columns}
      getKey={({ id }) => id}
      rowHeight={44}
      sort={state.sort}
      onSortChange={state.setSort}
      {...(selection && { isSelected: ({ id }: System) => selection.ids.has(id) })}
    />
  );
}

const markColumn = (selection: Selection): VirtualColumn<System> => ({
  id: "mark",
  header: (
    <Checkbox aria-label="Select all that are shown" checked={selection.all} onCheckedChange={selection.toggleAll} />
  ),
  cell: ({ id, name }) => (
    <Checkbox
      aria-label={`Select ${name}`}
      checked={selection.ids.has(id)}
      onCheckedChange={() => selection.toggle(id)}
    />
  ),
  width: "1.25rem",
  className: "flex overflow-visible",
});

interface DataColumnsOptions {
  places: Places;
  onTag(tag: string): void;
}

const dataColumns = ({ places, onTag }: DataColumnsOptions): VirtualColumn<System>[] => [
  {
    id: "name",
    header: "Name",
    sortable: true,
    width: "minmax(0, 2fr)",
    cell: ({ id, name, description }) => (
      <>
        <Link to={systemPath(id)} className="rounded-sm font-medium text-text hover:underline">
          {name}
        </Link>
        {description && <span className="ml-2 text-xs text-text-muted max-sm:hidden">{description}</span>}
      </>
    ),
  },
  {
    id: "group",
    header: "Group",
    sortable: true,
    hideOnPhone: true,
    width: "minmax(0, 1.2fr)",
    cell: ({ groupId }) => orDash(pathText(places.groups.get(groupId ?? "")?.path ?? [])),
  },
  {
    id: "environment",
    header: "Environment",
    sortable: true,
    width: "minmax(0, 0.8fr)",
    cell: ({ environmentId }) => orDash(places.environmentNames.get(environmentId ?? "") ?? ""),
  },
  {
    id: "owner",
    header: "Owner",
    sortable: true,
    hideOnPhone: true,
    width: "minmax(0, 0.8fr)",
    cell: ({ owner }) => orDash(owner),
  },
  {
    id: "tags",
    header: "Tags",
    hideOnPhone: true,
    width: "minmax(0, 1.2fr)",
    cell: ({ tags }) => <TagList tags={tags} max={2} onSelect={onTag} className="flex-nowrap" />,
  },
];

const orDash = (text: string) =>
  text === "" ? (
    <span className="text-text-muted" aria-label="None">
      –
    </span>
  ) : (
    text
  );
