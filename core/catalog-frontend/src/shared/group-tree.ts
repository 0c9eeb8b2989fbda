import type { Group } from "@checkstack/catalog-common";

/** A group with its place among the others. */
export interface GroupNode {
  readonly group: Group;
  /** From the outermost group to this one. */
  readonly path: readonly Group[];
  readonly children: readonly GroupNode[];
}

/** Groups in one another, by name on each level. One whose parent is not known stands outermost. */
export function groupTree(groups: readonly Group[]): GroupNode[] {
  const known = new Set(groups.map(({ id }) => id));
  const byParent = Map.groupBy(groups, ({ parentId }) => (parentId !== null && known.has(parentId) ? parentId : null));
  const grow = (parentId: string | null, above: readonly Group[]): GroupNode[] =>
    (byParent.get(parentId) ?? []).toSorted(byName).map((group) => {
      const path = [...above, group];
      return { group, path, children: grow(group.id, path) };
    });
  return grow(null, []);
}

/** One below the other, as they are drawn; those inside a closed one are left out. */
export const flatTree = (nodes: readonly GroupNode[], closed: ReadonlySet<string> = NONE): GroupNode[] =>
  nodes.flatMap((node) => [node, ...(closed.has(node.group.id) ? [] : flatTree(node.children, closed))]);

/** The ids of a group and of all groups in it. */
export const withinGroup = (tree: readonly GroupNode[], id: string): ReadonlySet<string> => {
  const node = flatTree(tree).find(({ group }) => group.id === id);
  return new Set(node ? flatTree([node]).map(({ group }) => group.id) : []);
};

/** From the outermost group to the one with this id; nothing for none and for one that is not known. */
export const pathOfGroup = (tree: readonly GroupNode[], id: string | null): readonly Group[] =>
  flatTree(tree).find(({ group }) => group.id === id)?.path ?? [];

/** `Europe / Payments`. */
export const pathText = (path: readonly Group[]): string => path.map(({ name }) => name).join(" / ");

const NONE: ReadonlySet<string> = new Set();

const names = new Intl.Collator("en", { numeric: true, sensitivity: "base" });
const byName = (a: Group, b: Group): number => names.compare(a.name, b.name);
