import { expect, test } from "bun:test";
import { QueryClient, QueryObserver } from "@tanstack/react-query";
import { awaitPlugins } from "./await-plugins.ts";

const away = (pluginId: string) => Object.assign(new Error("away"), { code: "PLUGIN_UNAVAILABLE", data: { pluginId } });

test("what failed because its plugin ran nowhere is asked for again once it runs, and nothing else is", async () => {
  const running = new Set<string>();
  const queries = new QueryClient({ defaultOptions: { queries: { retry: false } } });
  let looks = 0;
  const looked = Promise.withResolvers<void>();
  awaitPlugins({
    queries,
    everyMs: 1,
    async listRunning() {
      if (++looks === 3) looked.resolve();
      return running;
    },
  });
  const asked: Record<string, number> = {};
  const shown = Promise.withResolvers<unknown>();
  const show = (name: string, answer: (times: number) => Promise<string>) =>
    new QueryObserver(queries, {
      queryKey: [name],
      queryFn: () => answer((asked[name] = (asked[name] ?? 0) + 1)),
    }).subscribe(({ data }) => data && shown.resolve(data));

  show("checks", async (times) => (times === 1 ? Promise.reject(away("healthcheck")) : "the checks"));
  show("users", async () => Promise.reject(away("auth")));
  show("broken", async () => Promise.reject(new Error("a bug")));
  await looked.promise;
  expect(asked).toEqual({ checks: 1, users: 1, broken: 1 });
  running.add("healthcheck");
  expect(await shown.promise).toBe("the checks");
  expect(asked).toEqual({ checks: 2, users: 1, broken: 1 });
  queries.clear();
});

test("nobody is asked which plugins run while nothing waits for one", async () => {
  const queries = new QueryClient({ defaultOptions: { queries: { retry: false } } });
  let looks = 0;
  awaitPlugins({ queries, everyMs: 0, listRunning: async () => new Set([String(looks++)]) });
  const failed = Promise.withResolvers<void>();
  const queryFn = () => Promise.reject(new Error("a bug"));
  new QueryObserver(queries, { queryKey: ["x"], queryFn }).subscribe(({ isError }) => isError && failed.resolve());
  await failed.promise;
  await new Promise((resolve) => setTimeout(resolve, 5));
  expect(looks).toBe(0);
});
