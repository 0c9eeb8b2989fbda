import { afterAll, expect, test } from "bun:test";
import { QueryClient } from "@tanstack/react-query";
import manifest from "../../package.json" with { type: "json" };
import plugin from "../index.ts";

const asked: { path: string; body: unknown }[] = [];
const server = Bun.serve({
  port: 0,
  async fetch(request) {
    asked.push({ path: new URL(request.url).pathname, body: await request.json() });
    return Response.json({ json: { items: [], nextCursor: null } });
  },
});
Reflect.set(globalThis, "window", { location: { origin: server.url.origin } });
afterAll(() => {
  Reflect.deleteProperty(globalThis, "window");
  return server.stop(true);
});

test("what the package says that the overview asks first is what the overview asks first", async () => {
  const queries = new QueryClient();
  const fetching: Promise<void>[] = [];
  const overview = plugin.routes?.find(({ path }) => path === "/");
  overview?.prefetch?.({
    prefetchQuery(query) {
      const fetched = queries.prefetchQuery(query);
      fetching.push(fetched);
      return fetched;
    },
  });
  await Promise.all(fetching);
  const named = manifest.checkstack.asksFirst["/"].map(({ plugin: pluginId, call, input }) => ({
    path: `/api/${pluginId}/rpc/${call.replaceAll(".", "/")}`,
    body: { json: input },
  }));
  // Both are under way at once; either may come first.
  const byPath = (a: { path: string }, b: { path: string }) => a.path.localeCompare(b.path);
  expect(asked.toSorted(byPath)).toEqual(named.toSorted(byPath));
});
