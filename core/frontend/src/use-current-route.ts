import type { Owned, PageRoute } from "@checkstack/frontend-api";
import { matchRoutes, useLocation } from "react-router";
import { usePageRoutes } from "./use-page-routes.ts";

/** The route that answers the present address, as the router ranks them; nothing when none does. */
export function useCurrentRoute(): Owned<PageRoute> | undefined {
  const routes = usePageRoutes();
  const location = useLocation();
  const matched = matchRoutes(
    routes.map(({ item }, index) => ({ path: item.path, id: String(index) })),
    location,
  );
  const id = matched?.at(-1)?.route.id;
  return id === undefined ? undefined : routes[Number(id)];
}
