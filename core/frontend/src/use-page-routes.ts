import { useContributions, usePrincipal, type Owned, type PageRoute } from "@checkstack/frontend-api";
import { useMemo } from "react";
import { chooseRoutes } from "./choose-routes.ts";

/** All pages, one for each path. */
export function usePageRoutes(): Owned<PageRoute>[] {
  const { routes } = useContributions();
  const person = usePrincipal();
  return useMemo(() => chooseRoutes(routes, person), [routes, person]);
}
