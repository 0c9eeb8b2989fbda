import { allPages, LARGEST_PAGE } from "@checkstack/frontend-api";
import type { Group, System } from "@checkstack/catalog-common";
import type { Check, SystemStatus } from "@checkstack/healthcheck-common";
import { queryOptions } from "@tanstack/react-query";
import type { CatalogClient, HealthcheckClient } from "./clients.ts";

/*
 * Whole lists, for pages that search and sort in the browser. Their keys begin like those of the procedure behind them,
 * so that whoever invalidates the procedure reaches them too, and end in `all`: what they hold is no page.
 */

/** Every system, by name. */
export const allSystems = (catalog: CatalogClient) =>
  queryOptions({
    queryKey: [...catalog.systems.list.key({ type: "query" }), "all"],
    queryFn: ({ signal }): Promise<System[]> =>
      allPages((cursor) => catalog.systems.list.call({ limit: LARGEST_PAGE, cursor }, { signal })),
  });

/** How every system with a check is, worst first. */
export const allSystemStatuses = (healthcheck: HealthcheckClient) =>
  queryOptions({
    queryKey: [...healthcheck.systems.key({ type: "query" }), "all"],
    queryFn: ({ signal }): Promise<SystemStatus[]> =>
      allPages((cursor) => healthcheck.systems.call({ limit: LARGEST_PAGE, cursor }, { signal })),
  });

/** Every group. */
export const allGroups = (catalog: CatalogClient) =>
  queryOptions({
    queryKey: [...catalog.groups.list.key({ type: "query" }), "all"],
    queryFn: ({ signal }): Promise<Group[]> =>
      allPages((cursor) => catalog.groups.list.call({ limit: LARGEST_PAGE, cursor }, { signal })),
  });

/** Every check, or those of one system, by name. */
export const allChecks = (healthcheck: HealthcheckClient, filter: { systemId?: string } = {}) =>
  queryOptions({
    queryKey: [...allChecksKey(healthcheck), filter],
    queryFn: ({ signal }): Promise<Check[]> =>
      allPages((cursor) => healthcheck.checks.list.call({ ...filter, limit: LARGEST_PAGE, cursor }, { signal })),
  });

/** What the keys of all of `allChecks` begin with. */
export const allChecksKey = (healthcheck: HealthcheckClient) => [
  ...healthcheck.checks.list.key({ type: "query" }),
  "all",
];
