/** Where a group lies. */
export interface PlacedGroup {
  readonly id: string;
  readonly name: string;
  readonly parentId: string | null;
}

/** Groups lie in one another to this depth; a group that lies in none has depth 1. */
export const MAX_GROUP_DEPTH = 10;

export type Placing = "ok" | "parent-missing" | "cycle" | "too-deep";

/** Says whether group `id`, new or with all that lies in it, may lie in `parentId`. */
export function placeGroup(groups: readonly PlacedGroup[], id: string, parentId: string | null): Placing {
  const parents = new Map(groups.map((group) => [group.id, group.parentId]));
  if (parentId === null) return "ok";
  if (!parents.has(parentId)) return "parent-missing";
  const above = lineOf(parents, parentId);
  if (above.includes(id)) return "cycle";
  return above.length + heightOf(groups, id) > MAX_GROUP_DEPTH ? "too-deep" : "ok";
}

/** A name that no group in `parentId` but `without` has: `wanted`, or `wanted 2`, `wanted 3` and so on. */
export function freeName(
  groups: readonly PlacedGroup[],
  { wanted, parentId, without }: { wanted: string; parentId: string | null; without: string },
): string {
  const taken = new Set(
    groups
      .filter((group) => group.parentId === parentId && group.id !== without)
      .map((group) => group.name.toLowerCase()),
  );
  let name = wanted;
  for (let number = 2; taken.has(name.toLowerCase()); number++) name = `${wanted.slice(0, 90)} ${number}`;
  return name;
}

function lineOf(parents: ReadonlyMap<string, string | null>, id: string): string[] {
  const line: string[] = [];
  for (let at: string | null | undefined = id; at != null && line.length <= parents.size; at = parents.get(at)) {
    line.push(at);
  }
  return line;
}

function heightOf(groups: readonly PlacedGroup[], id: string): number {
  const children = Map.groupBy(groups, (group) => group.parentId);
  const height = (at: string): number =>
    1 + (children.get(at) ?? []).reduce((most, child) => Math.max(most, height(child.id)), 0);
  return height(id);
}
