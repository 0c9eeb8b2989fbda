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
  void prefetchPage({
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

test("it is known when everything has come, also when some of it failed", async () => {
  const answers = [Promise.withResolvers<void>(), Promise.withResolvers<void>()];
  const waiting = [...answers];
  const route: PageRoute = {
    path: "/",
    title: "Overview",
    component: () => null,
    prefetch(fetching) {
      void fetching.prefetchQuery({ queryKey: ["systems"] });
      void fetching.prefetchQuery({ queryKey: ["statuses"] });
    },
  };
  let isThere = false;
  const all = prefetchPage({
    routes: [{ pluginId: "healthcheck", item: route }],
    session: { setUp: true, person },
    location: "/",
    pathname: "/",
    queries: { prefetchQuery: () => waiting.shift()?.promise ?? Promise.resolve() },
  }).then(() => void (isThere = true));
  answers[0]?.resolve();
  await answers[0]?.promise;
  expect(isThere).toBe(false);
  answers[1]?.reject(new Error("no connection"));
  await all;
});
