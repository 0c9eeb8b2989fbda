import { useContributions, type Owned, type PageRoute } from "@checkstack/frontend-api";
import { matchRoutes, useLocation } from "react-router";

/** The route that answers the present address, as the router ranks them; nothing when none does. */
export function useCurrentRoute(): Owned<PageRoute> | undefined {
  const { routes } = useContributions();
  const location = useLocation();
  const matched = matchRoutes(
    routes.map(({ item }, index) => ({ path: item.path, id: String(index) })),
    location,
  );
  const id = matched?.at(-1)?.route.id;
  return id === undefined ? undefined : routes[Number(id)];
}
