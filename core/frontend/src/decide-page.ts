import { mayAccess } from "@checkstack/common";
import type { Owned, PageRoute, Session } from "@checkstack/frontend-api";

export type PageDecision =
  | { show: "page"; route: Owned<PageRoute> }
  | { show: "redirect"; to: string }
  | { show: "forbidden" }
  | { show: "not-found" };

export interface PageQuestion {
  session: Pick<Session, "setUp" | "person">;
  /** Absent when no plugin answers the address. */
  route: Owned<PageRoute> | undefined;
  /** Path, search and hash. */
  location: string;
}

/** Setup comes before everything, sign-in before what is not public. */
export function decidePage({ session: { setUp, person }, route, location }: PageQuestion): PageDecision {
  const path = pathOf(location);
  if (!setUp && path !== SETUP) return { show: "redirect", to: SETUP };
  if (setUp && path === SETUP) return { show: "redirect", to: "/" };
  if (route && mayAccess(person, route.pluginId, route.item.access ?? "authenticated")) return { show: "page", route };
  const mustSignIn = setUp && person.type === "anonymous" && path !== SIGN_IN;
  if (mustSignIn) return { show: "redirect", to: signInPath(location) };
  return { show: route ? "forbidden" : "not-found" };
}

const SETUP = "/setup";
const SIGN_IN = "/sign-in";

const signInPath = (location: string): string =>
  location === "/" ? SIGN_IN : `${SIGN_IN}?next=${encodeURIComponent(location)}`;

const pathOf = (location: string): string => location.split(/[?#]/, 1)[0] ?? "/";
