import { allPages, LARGEST_PAGE } from "@checkstack/frontend-api";
import type { Group, System } from "@checkstack/catalog-common";
import { queryOptions } from "@tanstack/react-query";
import type { CatalogClient } from "./clients.ts";

/*
 * Whole lists: the pages search, sort and count in the browser, so that every key shows its effect at once. Their keys
 * begin like those of the procedures behind them, so that whoever invalidates a procedure reaches them too.
 */

/** Every system, by name. */
export const allSystems = (catalog: CatalogClient) =>
  queryOptions({
    queryKey: [...catalog.systems.list.key({ type: "query" }), "all"],
    queryFn: ({ signal }): Promise<System[]> =>
      allPages((cursor) => catalog.systems.list.call({ limit: LARGEST_PAGE, cursor }, { signal })),
  });

/** Every group. */
export const allGroups = (catalog: CatalogClient) =>
  queryOptions({
    queryKey: [...catalog.groups.list.key({ type: "query" }), "all"],
    queryFn: ({ signal }): Promise<Group[]> =>
      allPages((cursor) => catalog.groups.list.call({ limit: LARGEST_PAGE, cursor }, { signal })),
  });
