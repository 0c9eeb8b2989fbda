import { expect, test } from "bun:test";
import * as z from "zod";
import { eraseQueues } from "./erase-queues.ts";
import { createProviderList } from "./provider-list.ts";
import { createQueueHub } from "./queue-hub.ts";
import { pluginScope } from "./testing/plugin-scope.ts";
import { createTestEngine } from "./testing/test-engine.ts";

const every = { everyMs: 60_000 };

async function setUp() {
  const logged: string[] = [];
  const log = (message: string) => void logged.push(message);
  const providers = createProviderList();
  const [memory, shared] = [createTestEngine("memory"), createTestEngine("shared", "installation")];
  providers.add(memory);
  providers.add(shared);
  const hub = createQueueHub({
    providers,
    chosen: () => "shared",
    alone: (work) => work(),
    clock: { now: () => 0, monotonic: () => 0 },
    logger: { debug() {}, info: log, warn: log, error: log },
  });
  await hub.switched();
  const queue = hub.forPlugin(pluginScope("demo")).queue("work", z.unknown());
  await queue.schedule([{ key: "a", recurrence: every, data: 1 }]);
  await queue.enqueue("waits");
  await hub.forPlugin(pluginScope("other")).queue("work", z.unknown()).enqueue("of another");
  const told: string[] = [];
  /** `consumed` answers one look after the other. */
  const erase = (consumed: readonly boolean[] = [false]) => {
    let looks = 0;
    return eraseQueues("demo", {
      hub,
      membership: { isConsumedBy: () => consumed[looks - 1] ?? false, beat: async () => void looks++ },
      tell: async (pluginId) => void told.push(pluginId),
      wait: async () => {},
      logger: { debug() {}, info: log, warn: log, error: log },
    });
  };
  return { hub, memory, shared, queue, told, logged, erase };
}

const left = (engine: ReturnType<typeof createTestEngine>) => ({
  demo: engine.enqueued("demo.work").length + engine.recurring("demo.work").length,
  other: engine.enqueued("other.work").length,
});

test("the queues of a plugin whose data were deleted are gone from every engine, and every process is told", async () => {
  const { hub, memory, shared, told, erase } = await setUp();
  await memory.open("demo.work").enqueue("left behind");
  await erase();
  expect([left(shared), left(memory).demo]).toEqual([{ demo: 0, other: 1 }, 0]);
  expect(hub.queues().map(({ name }) => name)).toEqual(["other.work"]);
  expect([shared.released, memory.released]).toEqual([["demo"], ["demo"]]);
  expect(told).toEqual(["demo"]);
});

test("a process that is just ending the plugin is waited for", async () => {
  const { shared, told, erase } = await setUp();
  await erase([true, true, false]);
  expect(left(shared)).toEqual({ demo: 0, other: 1 });
  expect(told).toEqual(["demo"]);
});

test("a plugin that has come back meanwhile keeps its queues", async () => {
  const { hub, shared, queue, told, logged, erase } = await setUp();
  queue.consume(async () => {});
  await erase(Array.from({ length: 100 }, () => true));
  await hub.release("demo");
  expect(left(shared)).toEqual({ demo: 2, other: 1 });
  expect(hub.queues()).toHaveLength(2);
  expect([shared.released, told]).toEqual([[], []]);
  expect(logged.at(-1)).toBe('plugin "demo" has come back since its data were deleted, and keeps its queues');
});

test("while the engine at work is away nobody is told, so that it is tried again; another engine is not waited for", async () => {
  const { memory, shared, told, logged, erase } = await setUp();
  shared.fail(new Error("away"));
  await expect(erase()).rejects.toThrow("away");
  expect(told).toEqual([]);
  shared.fail(undefined);
  memory.fail(new Error("no address"));
  await erase();
  expect(left(shared).demo).toBe(0);
  expect(told).toEqual(["demo"]);
  expect(logged.at(-1)).toContain('may still be in "Engine memory"');
});
