import { expect, test } from "bun:test";
import type { PageRoute, QueryPrefetcher, Session } from "@checkstack/frontend-api";
import { prefetchPage } from "./prefetch-page.ts";

const person: Session["person"] = {
  type: "user",
  id: "1",
  name: "Ada",
  email: "ada@example.org",
  roles: [],
  accessRules: ["healthcheck.check.read"],
};
const queries: QueryPrefetcher = { prefetchQuery: async () => {} };

/** Opens the app at `pathname`, and tells which pages began to fetch. */
function open(pathname: string, given: Partial<Session> = {}): string[] {
  const fetched: string[] = [];
  const route = (path: string, access: PageRoute["access"]): PageRoute => ({
    path,
    title: path,
    component: () => null,
    prefetch: () => void fetched.push(path),
    ...(access && { access }),
  });
  const rule = (id: string) => [{ id, description: id }];
  const routes = [
    route("/", rule("check.read")),
    route("/checks/:checkId", rule("check.read")),
    route("/users", rule("user.read")),
  ];
  prefetchPage({
    routes: routes.map((item) => ({ pluginId: "healthcheck", item })),
    session: { setUp: true, person, ...given },
    location: pathname,
    pathname,
    queries,
  });
  return fetched;
}

test("the page at which the app is opened begins to fetch, and no other", () => {
  expect(open("/")).toEqual(["/"]);
  expect(open("/checks/7")).toEqual(["/checks/:checkId"]);
  expect(open("/nowhere")).toEqual([]);
});

test("nothing is fetched for a page that this person will not see", () => {
  expect(open("/users")).toEqual([]);
  expect(open("/", { person: { type: "anonymous", accessRules: [] } })).toEqual([]);
  expect(open("/", { setUp: false })).toEqual([]);
});
