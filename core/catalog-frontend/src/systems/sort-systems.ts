import type { System } from "@checkstack/catalog-common";
import type { SortDirection } from "@checkstack/ui";
import { pathText } from "../shared/group-tree.ts";
import type { Places } from "../shared/use-places.ts";

/** How the list is sorted; in the address `owner`, or `-owner` for the other way round. */
export interface Sort {
  readonly column: SortColumn;
  readonly direction: SortDirection;
}

export const sortColumns = ["name", "group", "environment", "owner"] as const;
export type SortColumn = (typeof sortColumns)[number];

export const BY_NAME: Sort = { column: "name", direction: "ascending" };

export function readSort(text: string | null): Sort {
  const column = sortColumns.find((name) => name === text?.replace(/^-/, ""));
  return column ? { column, direction: text?.startsWith("-") ? "descending" : "ascending" } : BY_NAME;
}

export const writeSort = ({ column, direction }: { column: string; direction: SortDirection }): string =>
  direction === "descending" ? `-${column}` : column;

/** Systems without a value come last, whichever way round; equal ones stay by name. */
export function sortSystems(systems: readonly System[], { sort, places }: { sort: Sort; places: Places }): System[] {
  const sign = sort.direction === "descending" ? -1 : 1;
  const valued = systems.map((system) => ({ system, value: valueOf(system, sort.column, places) }));
  return valued
    .toSorted((a, b) => {
      if (a.value === "" || b.value === "") return Number(a.value === "") - Number(b.value === "");
      return sign * names.compare(a.value, b.value);
    })
    .map(({ system }) => system);
}

function valueOf(system: System, column: SortColumn, { groups, environmentNames }: Places): string {
  switch (column) {
    case "name":
      return system.name;
    case "owner":
      return system.owner;
    case "environment":
      return environmentNames.get(system.environmentId ?? "") ?? "";
    case "group":
      return pathText(groups.get(system.groupId ?? "")?.path ?? []);
  }
}

/** `web-2` before `web-10`. */
const names = new Intl.Collator("en", { numeric: true, sensitivity: "base" });
