import { mayAccess, type Person } from "@checkstack/common";
import type { Owned, PageRoute } from "@checkstack/frontend-api";

/**
 * One route for each path. Of several, one that this person may open goes before one that is closed, and the shell's
 * own before none at all: a plugin may bring a better overview. What is then still equal is decided by name.
 */
export function chooseRoutes(routes: readonly Owned<PageRoute>[], person: Person): Owned<PageRoute>[] {
  const rank = ({ pluginId, item }: Owned<PageRoute>): number =>
    (mayAccess(person, pluginId, item.access ?? "authenticated") ? 0 : 2) + (pluginId === "shell" ? 1 : 0);
  const best = new Map<string, Owned<PageRoute>>();
  for (const route of routes.toSorted((a, b) => rank(a) - rank(b) || a.pluginId.localeCompare(b.pluginId))) {
    if (!best.has(route.item.path)) best.set(route.item.path, route);
  }
  return [...best.values()];
}
