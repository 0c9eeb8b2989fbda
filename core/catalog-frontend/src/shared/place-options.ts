import type { Environment } from "@checkstack/catalog-common";
import type { ComboboxOption } from "@checkstack/ui";
import { flatTree, pathText, type GroupNode } from "./group-tree.ts";

/** Stands for no group and for no environment, where a text must stand for it: ids never look like this. */
export const NO_PLACE = "none";

/** Groups to choose from, by their whole path. `except` keeps a group from being put into itself. */
export const groupOptions = (
  tree: readonly GroupNode[],
  { none, except = new Set() }: { none: string; except?: ReadonlySet<string> },
): ComboboxOption[] => [
  { value: NO_PLACE, label: none },
  ...flatTree(tree)
    .filter(({ group }) => !except.has(group.id))
    .map(({ group, path }) => ({ value: group.id, label: pathText(path) })),
];

export const environmentOptions = (
  environments: readonly Environment[],
  { none }: { none: string },
): ComboboxOption[] => [
  { value: NO_PLACE, label: none },
  ...environments.map(({ id, name }) => ({ value: id, label: name })),
];

/** What the server takes for a choice. */
export const placeId = (choice: string): string | null => (choice === NO_PLACE ? null : choice);
