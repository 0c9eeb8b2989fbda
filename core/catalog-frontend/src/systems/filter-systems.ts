import type { System } from "@checkstack/catalog-common";
import { withinGroup, type GroupNode } from "../shared/group-tree.ts";
import type { FilterName } from "../shared/paths.ts";
import { NO_PLACE } from "../shared/place-options.ts";

/** By name in the address; an empty text filters nothing. */
export type SystemFilters = Readonly<Record<FilterName, string>>;

export interface FilterOptions {
  filters: SystemFilters;
  tree: readonly GroupNode[];
}

/** The systems that all filters leave. A group stands for the groups in it, too. */
export function filterSystems(systems: readonly System[], { filters, tree }: FilterOptions): System[] {
  const { search, tag, group, environment, owner } = filters;
  const words = search.toLowerCase().split(/\s+/).filter(Boolean);
  const groupIds = group === "" || group === NO_PLACE ? undefined : withinGroup(tree, group);
  return systems.filter(
    (system) =>
      (tag === "" || system.tags.includes(tag)) &&
      (owner === "" || system.owner === (owner === NO_PLACE ? "" : owner)) &&
      (environment === "" || (system.environmentId ?? NO_PLACE) === environment) &&
      (group !== NO_PLACE || system.groupId === null) &&
      (!groupIds || (system.groupId !== null && groupIds.has(system.groupId))) &&
      matches(system, words),
  );
}

/** Whether every word occurs somewhere, as the server's own search decides. */
function matches({ name, description, owner, tags }: System, words: readonly string[]): boolean {
  if (words.length === 0) return true;
  const text = [name, description, owner, ...tags].join("\n").toLowerCase();
  return words.every((word) => text.includes(word));
}
