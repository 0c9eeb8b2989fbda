import type { Environment } from "@checkstack/catalog-common";
import { useQuery } from "@tanstack/react-query";
import { useMemo } from "react";
import { useCatalog } from "./clients.ts";
import { flatTree, groupTree, type GroupNode } from "./group-tree.ts";
import { allGroups } from "./lists.ts";

/** Where systems can be: groups and environments, empty while they are being fetched. */
export interface Places {
  readonly tree: readonly GroupNode[];
  /** By id. */
  readonly groups: ReadonlyMap<string, GroupNode>;
  readonly environments: readonly Environment[];
  readonly environmentNames: ReadonlyMap<string, string>;
}

export function usePlaces(): Places {
  const catalog = useCatalog();
  const { data: groups } = useQuery(allGroups(catalog));
  const { data: environments } = useQuery(catalog.environments.list.queryOptions());
  return useMemo(() => {
    const tree = groupTree(groups ?? []);
    return {
      tree,
      groups: new Map(flatTree(tree).map((node) => [node.group.id, node])),
      environments: environments ?? [],
      environmentNames: new Map(environments?.map(({ id, name }) => [id, name])),
    };
  }, [groups, environments]);
}
