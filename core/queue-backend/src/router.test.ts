import { expect, test } from "bun:test";
import type { HookDeadLetters } from "@checkstack/backend-api";
import { createRouterClient, safe } from "@orpc/server";
import * as z from "zod";
import { createLetters } from "./letters.ts";
import { createProviderList } from "./provider-list.ts";
import { createQueueHub } from "./queue-hub.ts";
import { createQueueRouter } from "./router.ts";
import { pluginScope } from "./testing/plugin-scope.ts";
import { createTestEngine } from "./testing/test-engine.ts";

const silent = { debug() {}, info() {}, warn() {}, error() {} };
const event = {
  eventId: "e1",
  subscriber: "mail",
  pluginId: "mail",
  hookId: "catalog.systemsDeleted",
  payload: { systemIds: ["a"] },
  occurredAt: new Date(0),
  attempt: 8,
  deadAt: new Date(5000),
  lastError: "no server",
};

function setUp({ processes = 1 } = {}) {
  const providers = createProviderList();
  const told: string[][] = [];
  let chosen = "automatic";
  const hub = createQueueHub({
    providers,
    chosen: () => chosen,
    alone: (work) => work(),
    clock: { now: () => 0, monotonic: () => 0 },
    logger: silent,
  });
  const asked: string[] = [];
  const hooks: HookDeadLetters = {
    list: async () => [event],
    retry: async ({ eventId, subscriber }) => asked.push(`retry ${eventId} ${subscriber}`) > 0 && eventId === "e1",
    discard: async ({ eventId }) => eventId === "e1",
  };
  const router = createQueueRouter({
    hub,
    providers,
    setting: { current: () => chosen, refresh: async () => false, write: async (engine) => void (chosen = engine) },
    membership: { size: () => processes, beat: async () => {} },
    letters: createLetters({ hub, hooks }),
    looked: () => {},
    tell: async (...what) => void told.push(what.filter((one) => one !== undefined)),
  });
  const client = createRouterClient(router, { context: { principal: { type: "anonymous", accessRules: [] } } });
  return { client, hub, providers, told, asked };
}

test("the figures of each queue are told by name, with the engine at work", async () => {
  const { client, hub, providers } = setUp();
  await hub.forPlugin(pluginScope("demo")).queue("work", z.unknown()).enqueue(1);
  hub.forPlugin(pluginScope("auth")).queue("mail", z.unknown());
  const before = await client.stats();
  expect(before.engine).toMatchObject({ chosen: "automatic", running: null, processes: 1 });
  expect(before.engine.problem).toContain('No plugin that runs provides the engine "automatic"');
  providers.add(createTestEngine("a"));
  await hub.switched();
  const none = { active: 0, delayed: 0, failed: 0, skipped: 0, lagMs: 0, recurring: 0 };
  expect(await client.stats()).toEqual({
    engine: {
      chosen: "automatic",
      running: { id: "a", displayName: "Engine a" },
      problem: null,
      moving: false,
      processes: 1,
    },
    queues: [
      { state: "known", name: "auth.mail", figures: { ...none, waiting: 0 } },
      { state: "known", name: "demo.work", figures: { ...none, waiting: 1 } },
    ],
  });
});

test("an engine that is away is told as the problem of every queue", async () => {
  const { client, hub, providers } = setUp();
  const engine = createTestEngine("a");
  providers.add(engine);
  hub.forPlugin(pluginScope("demo")).queue("work", z.unknown());
  await hub.switched();
  engine.fail(new Error("Redis does not answer"));
  expect(await client.stats()).toMatchObject({
    engine: { running: { id: "a" }, problem: "Redis does not answer" },
    queues: [{ state: "unknown", name: "demo.work", reason: "Redis does not answer" }],
  });
});

test("an engine is chosen when it is there and works, and every process hears of it", async () => {
  const { client, providers, hub, told } = setUp({ processes: 2 });
  const shared = createTestEngine("shared", "installation");
  providers.add(createTestEngine("memory"));
  providers.add(shared);
  await hub.switched();
  expect((await safe(client.engines.choose({ engine: "other" }))).error).toMatchObject({ code: "ENGINE_NOT_FOUND" });
  expect((await safe(client.engines.choose({ engine: "memory" }))).error).toMatchObject({
    code: "ENGINE_FOR_ONE_PROCESS",
  });
  shared.fail(new Error("no address"));
  expect((await safe(client.engines.choose({ engine: "shared" }))).error).toMatchObject({
    code: "ENGINE_UNUSABLE",
    data: { reason: "no address" },
  });
  expect(hub.engine()?.id).toBe("memory");
  shared.fail(undefined);
  expect(await client.engines.choose({ engine: "shared" })).toMatchObject({
    chosen: "shared",
    running: { id: "shared" },
  });
  expect(told).toEqual([["shared"]]);
});

test("the settings of an engine are shown and written, and the processes that use it hear of it", async () => {
  const { client, providers, told } = setUp();
  let stored: unknown = { prefix: "a" };
  const settings = {
    schema: { type: "object" },
    read: async () => stored,
    write: async (values: unknown) => void (stored = values),
  };
  providers.add({ ...createTestEngine("redis"), settings });
  expect((await client.engines.list()).engines).toMatchObject([{ id: "redis", settings: { values: { prefix: "a" } } }]);
  await client.engines.configure({ id: "redis", values: { prefix: "b" } });
  expect(stored).toEqual({ prefix: "b" });
  expect(told).toEqual([["automatic", "redis"]]);
});

test("dead letters of queues and of hooks are one list, the newest first, and each is tried again or thrown away", async () => {
  const { client, hub, providers, asked } = setUp();
  providers.add(createTestEngine("a"));
  hub.forPlugin(pluginScope("demo")).queue("work", z.unknown());
  await hub.switched();
  const { items } = await client.deadLetters.list({});
  expect(items.map(({ kind, source, id, data }) => ({ kind, source, id, data }))).toEqual([
    { kind: "event", source: "catalog.systemsDeleted", id: "e1", data: { systemIds: ["a"] } },
    { kind: "job", source: "demo.work", id: "dead", data: "lost" },
  ]);
  const job = { kind: "job", source: "demo.work", id: "dead" } as const;
  await client.deadLetters.retry(job);
  await client.deadLetters.discard(job);
  await client.deadLetters.retry({ kind: "event", source: "catalog.systemsDeleted", id: "e1", subscriber: "mail" });
  expect(asked).toEqual(["retry e1 mail"]);
  for (const gone of [
    { ...job, id: "gone" },
    { ...job, source: "no.queue" },
    { ...job, kind: "event" as const },
  ]) {
    expect((await safe(client.deadLetters.retry(gone))).error).toMatchObject({ code: "DEAD_LETTER_NOT_FOUND" });
    expect((await safe(client.deadLetters.discard(gone))).error).toMatchObject({ code: "DEAD_LETTER_NOT_FOUND" });
  }
});
