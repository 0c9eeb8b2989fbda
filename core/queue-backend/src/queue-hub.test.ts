import { expect, test } from "bun:test";
import * as z from "zod";
import type { Logger } from "@checkstack/backend-api";
import { createProviderList } from "./provider-list.ts";
import { createQueueHub } from "./queue-hub.ts";
import { pluginScope } from "./testing/plugin-scope.ts";
import { createTestEngine } from "./testing/test-engine.ts";

const daily = (key: string) => ({ key, recurrence: { cron: "0 3 * * *" }, data: key });

function setUp() {
  const logged: string[] = [];
  const log = (message: string) => void logged.push(message);
  const providers = createProviderList();
  let monotonic = 0;
  let chosen = "automatic";
  const hub = createQueueHub({
    providers,
    chosen: () => chosen,
    alone: (work) => work(),
    clock: { now: () => 0, monotonic: () => monotonic },
    logger: { debug() {}, info() {}, warn: log, error: log } satisfies Logger,
  });
  const pass = (ms: number) => void (monotonic += ms);
  const choose = (engine: string) => {
    chosen = engine;
    return hub.follow();
  };
  return { hub, providers, logged, pass, choose };
}

test("each plugin has queues of its own, also when names are the same", async () => {
  const { hub, providers } = setUp();
  const engine = createTestEngine("a");
  providers.add(engine);
  await hub.switched();
  await hub.forPlugin(pluginScope("one")).queue("work", z.unknown()).enqueue("for one");
  await hub.forPlugin(pluginScope("two")).queue("work", z.unknown()).enqueue("for two");
  expect(engine.enqueued("one.work").map((job) => job.data)).toEqual(["for one"]);
  expect(engine.enqueued("two.work").map((job) => job.data)).toEqual(["for two"]);
});

test("what is asked of a queue before there is an engine is handed over when one comes, with what is left of its delay", async () => {
  const { hub, providers, pass } = setUp();
  const queue = hub.forPlugin(pluginScope("demo")).queue("work", z.unknown());
  const seen: unknown[] = [];
  queue.consume(async ({ data }) => void seen.push(data));
  await queue.schedule([daily("a")]);
  await queue.enqueue("later", { delayMs: 1000, key: "k" });
  await queue.enqueue("dropped", { key: "k" });
  expect(await queue.stats()).toMatchObject({ waiting: 1, recurring: 1 });
  pass(400);
  const engine = createTestEngine("a");
  providers.add(engine);
  await hub.switched();
  expect(engine.recurring("demo.work")).toEqual([daily("a")]);
  expect(engine.enqueued("demo.work")).toEqual([{ data: "later", options: { delayMs: 600, key: "k" } }]);
  await engine.run("demo.work", "job");
  expect(seen).toEqual(["job"]);
});

test("a new engine takes over every recurring job and every consumer, and the old one is closed", async () => {
  const { hub, providers } = setUp();
  const [old, next] = [createTestEngine("old"), createTestEngine("next")];
  providers.add(old);
  await hub.switched();
  const queue = hub.forPlugin(pluginScope("demo")).queue("work", z.unknown());
  queue.consume(async () => {});
  await queue.schedule([daily("a"), daily("b"), daily("c")]);
  await queue.unschedule(["b"]);
  providers.add(next);
  await hub.switched();
  expect(next.recurring("demo.work").map((job) => job.key)).toEqual(["a", "c"]);
  expect(old.closed).toBe(1);
  expect(await old.run("demo.work", "x")).toBe(0);
  expect(await next.run("demo.work", "x")).toBe(1);
});

test("an engine that goes gives way to the one before, and loses nothing that belongs to other processes", async () => {
  const { hub, providers } = setUp();
  const [first, second] = [createTestEngine("first"), createTestEngine("second")];
  providers.add(first);
  const takeOut = providers.add(second);
  await hub.switched();
  const queue = hub.forPlugin(pluginScope("demo")).queue("work", z.unknown());
  await queue.schedule([daily("a")]);
  await takeOut();
  expect(first.recurring("demo.work")).toEqual([daily("a")]);
  expect(second.recurring("demo.work")).toEqual([daily("a")]);
});

test("an engine that comes back gets all recurring jobs again, those of its absence too", async () => {
  const { hub, providers } = setUp();
  const takeOut = providers.add(createTestEngine("first"));
  const queue = hub.forPlugin(pluginScope("demo")).queue("work", z.unknown());
  await hub.switched();
  await queue.schedule([daily("a")]);
  await takeOut();
  await queue.schedule([daily("b")]);
  const back = createTestEngine("back");
  providers.add(back);
  await hub.switched();
  expect(back.recurring("demo.work").map((job) => job.key)).toEqual(["a", "b"]);
});

test("taking an engine out waits for the jobs that it runs", async () => {
  const { hub, providers } = setUp();
  const engine = createTestEngine("a");
  const takeOut = providers.add(engine);
  await hub.switched();
  const job = Promise.withResolvers<void>();
  let aborted = false;
  hub
    .forPlugin(pluginScope("demo"))
    .queue("work", z.unknown())
    .consume((_, signal) => {
      signal.addEventListener("abort", () => (aborted = true));
      return job.promise;
    });
  void engine.run("demo.work", "x");
  let out = false;
  const taken = takeOut().then(() => (out = true));
  await new Promise(setImmediate);
  expect({ aborted, out }).toEqual({ aborted: true, out: false });
  job.resolve();
  await taken;
  expect(out).toBe(true);
});

test("consumers end with their plugin; its queue goes on for the plugin that comes after it", async () => {
  const { hub, providers } = setUp();
  const engine = createTestEngine("a");
  providers.add(engine);
  await hub.switched();
  {
    await using scope = pluginScope("demo");
    hub
      .forPlugin(scope)
      .queue("work", z.unknown())
      .consume(async () => {});
    expect(await engine.run("demo.work", "x")).toBe(1);
  }
  expect(await engine.run("demo.work", "x")).toBe(0);
  hub
    .forPlugin(pluginScope("demo"))
    .queue("work", z.unknown())
    .consume(async () => {});
  expect(await engine.run("demo.work", "x")).toBe(1);
});

test("a recurring job that the engine refuses keeps no other from running", async () => {
  const { hub, providers, logged } = setUp();
  const queue = hub.forPlugin(pluginScope("demo")).queue("work", z.unknown());
  await queue.schedule([daily("a"), { key: "bad", recurrence: { cron: "nonsense" }, data: 1 }, daily("b")]);
  const engine = createTestEngine("a");
  providers.add(engine);
  await hub.switched();
  expect(engine.recurring("demo.work").map((job) => job.key)).toEqual(["a", "b"]);
  expect(logged).toEqual([
    'recurring job "bad" of queue "demo.work" was refused by the queue engine and does not run; schedule it again',
  ]);
});

test("an engine that cannot open a queue is told in the log, and another may come after it", async () => {
  const { hub, providers, logged } = setUp();
  const queue = hub.forPlugin(pluginScope("demo")).queue("work", z.unknown());
  await queue.schedule([daily("a")]);
  providers.add({
    ...createTestEngine("broken"),
    displayName: "Broken",
    open() {
      throw new Error("no connection");
    },
  });
  await hub.switched();
  expect(logged).toEqual(['queue "demo.work" does not run: "Broken" did not open it']);
  const engine = createTestEngine("good");
  providers.add(engine);
  await hub.switched();
  expect(engine.recurring("demo.work")).toEqual([daily("a")]);
});

test("a queue without an engine refuses work once 10,000 jobs wait", async () => {
  const { hub } = setUp();
  const queue = hub.forPlugin(pluginScope("demo")).queue("work", z.unknown());
  for (let n = 0; n < 10_000; n++) await queue.enqueue(n);
  await expect(queue.enqueue("one more")).rejects.toThrow('queue "demo.work" takes no more jobs');
});

test("a queue has a plain name", () => {
  const { hub } = setUp();
  expect(() => hub.forPlugin(pluginScope("demo")).queue("other.work", z.unknown())).toThrow(
    '"other.work" cannot name a queue',
  );
});

test("jobs that wait are handed to the engine that was chosen, each once, with what is left of how they were enqueued", async () => {
  const { hub, providers, choose } = setUp();
  const [memory, shared] = [createTestEngine("memory"), createTestEngine("shared", "installation")];
  providers.add(memory);
  providers.add(shared);
  await hub.switched();
  const queue = hub.forPlugin(pluginScope("demo")).queue("work", z.unknown());
  for (let n = 0; n < 1200; n++) await queue.enqueue(n, { key: `k${n}`, delayMs: 50 });
  await queue.schedule([daily("a")]);
  await choose("shared");
  expect(shared.enqueued("demo.work").map(({ data }) => data)).toEqual(Array.from({ length: 1200 }, (_, n) => n));
  expect(shared.enqueued("demo.work")[3]?.options).toEqual({ key: "k3", delayMs: 50 });
  expect(memory.enqueued("demo.work")).toEqual([]);
  expect(shared.recurring("demo.work")).toEqual([daily("a")]);
  expect(memory.closed).toBe(1);
});

test("leaving an engine that all processes share fetches also what others scheduled there, but nothing older than what is there", async () => {
  const { hub, providers, choose } = setUp();
  const [one, other] = [createTestEngine("one", "installation"), createTestEngine("other", "installation")];
  providers.add(one);
  providers.add(other);
  await choose("one");
  hub.forPlugin(pluginScope("demo")).queue("work", z.unknown());
  await one.open("demo.work").schedule([daily("a"), daily("b")]);
  await other.open("demo.work").schedule([{ ...daily("b"), data: "newer" }]);
  await choose("other");
  expect(other.recurring("demo.work")).toEqual([{ ...daily("b"), data: "newer" }, daily("a")]);
  expect(one.recurring("demo.work")).toEqual([]);
});

test("what could not be fetched from the engine before is fetched later, and nothing of it is lost", async () => {
  const { hub, providers, logged, choose } = setUp();
  const [one, other] = [createTestEngine("one", "installation"), createTestEngine("other", "installation")];
  providers.add(one);
  providers.add(other);
  await choose("one");
  const queue = hub.forPlugin(pluginScope("demo")).queue("work", z.unknown());
  await queue.enqueue("waits");
  one.fail(new Error("Redis is away"));
  await choose("other");
  expect(hub.isMoving()).toBe(true);
  expect(logged[0]).toStartWith('jobs still wait with "Engine one"');
  await queue.enqueue("later");
  one.fail(undefined);
  await hub.takeOverRest();
  expect(hub.isMoving()).toBe(false);
  expect(other.enqueued("demo.work").map(({ data }) => data)).toEqual(["later", "waits"]);
  expect({ one: one.closed, other: other.closed }).toEqual({ one: 1, other: 0 });
});

test("jobs of an engine that all processes share stay there while its plugin is away, and no other stands in", async () => {
  const { hub, providers, choose } = setUp();
  const [memory, shared] = [createTestEngine("memory"), createTestEngine("shared", "installation")];
  providers.add(memory);
  const takeOut = providers.add(shared);
  await choose("shared");
  const queue = hub.forPlugin(pluginScope("demo")).queue("work", z.unknown());
  await queue.enqueue("there");
  await takeOut();
  expect(hub.engine()).toBeUndefined();
  await queue.enqueue("held");
  expect(memory.enqueued("demo.work")).toEqual([]);
  const back = createTestEngine("shared", "installation");
  providers.add(back);
  await hub.switched();
  expect(shared.enqueued("demo.work").map(({ data }) => data)).toEqual(["there"]);
  expect(back.enqueued("demo.work").map(({ data }) => data)).toEqual(["held"]);
});

test("an engine that fails to close keeps no later change from happening", async () => {
  const { hub, providers } = setUp();
  const close = async () => {
    throw new Error("it hangs");
  };
  const takeOut = providers.add({ ...createTestEngine("bad"), close });
  await hub.switched();
  await expect(hub.reopen()).rejects.toThrow("it hangs");
  await takeOut();
  const next = createTestEngine("next");
  providers.add(next);
  await hub.switched();
  expect(hub.engine()).toBe(next);
});

test("an engine whose settings changed is closed and opened with all its consumers", async () => {
  const { hub, providers } = setUp();
  const engine = createTestEngine("a");
  providers.add(engine);
  await hub.switched();
  hub
    .forPlugin(pluginScope("demo"))
    .queue("work", z.unknown())
    .consume(async () => {});
  await hub.reopen();
  expect(engine.closed).toBe(1);
  expect(await engine.run("demo.work", "x")).toBe(1);
});
