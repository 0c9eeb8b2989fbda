import { join } from "node:path";
import { expect, setDefaultTimeout, test } from "bun:test";
import { createPluginDatabase } from "@checkstack/test-utils-backend";
import { createRouterClient } from "@orpc/server";
import { createRouter } from "./router.ts";

// The first run of a machine unpacks PostgreSQL.
setDefaultTimeout(60_000);

test("an item that was added is listed, and browsers are told", async () => {
  await using database = await createPluginDatabase({ migrations: join(import.meta.dir, "../drizzle") });
  const told: unknown[] = [];
  const clock = { now: () => 1_800_000_000_000, monotonic: () => 0 };
  const router = createRouter({ database, clock, emitSignal: (_, payload) => void told.push(payload) });
  const client = createRouterClient(router, { context: { principal: { type: "anonymous", accessRules: [] } } });

  const item = await client.add({ title: "First" });

  expect(await client.list()).toEqual([{ id: item.id, title: "First", createdAt: new Date(clock.now()) }]);
  expect(told).toEqual([{ id: item.id }]);
  await expect(client.add({ title: " " })).rejects.toMatchObject({ code: "BAD_REQUEST" });
});
