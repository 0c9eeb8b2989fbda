import type { Contributions, QueryPrefetcher, Session } from "@checkstack/frontend-api";
import { matchPath } from "react-router";
import { chooseRoutes } from "./choose-routes.ts";
import { decidePage } from "./decide-page.ts";

/** Lets the page at this address fetch what it shows first, before it is drawn. Resolves when that has come, or failed. */
export async function prefetchPage(options: {
  routes: Contributions["routes"];
  session: Pick<Session, "setUp" | "person">;
  /** Path, search and hash. */
  location: string;
  pathname: string;
  queries: QueryPrefetcher;
}): Promise<void> {
  const { routes, session, location, pathname, queries } = options;
  const route = chooseRoutes(routes, session.person).find(({ item }) => matchPath(item.path, pathname) !== null);
  const decision = decidePage({ session, route, location });
  if (decision.show !== "page") return;
  const begun: Promise<void>[] = [];
  decision.route.item.prefetch?.({
    prefetchQuery(query) {
      const fetched = queries.prefetchQuery(query);
      begun.push(fetched);
      return fetched;
    },
  });
  await Promise.allSettled(begun);
}
