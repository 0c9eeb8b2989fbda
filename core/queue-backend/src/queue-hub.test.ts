import { expect, test } from "bun:test";
import * as z from "zod";
import type { Logger, Scope } from "@checkstack/backend-api";
import { createRouterClient } from "@orpc/server";
import { createProviderList } from "./provider-list.ts";
import { createQueueHub } from "./queue-hub.ts";
import { createQueueRouter } from "./router.ts";
import { createTestEngine } from "./test-engine.ts";

const daily = (key: string) => ({ key, recurrence: { cron: "0 3 * * *" }, data: key });

function setUp() {
  const logged: string[] = [];
  const providers = createProviderList();
  let monotonic = 0;
  const hub = createQueueHub({
    providers,
    clock: { now: () => 0, monotonic: () => monotonic },
    logger: { debug() {}, info() {}, warn() {}, error: (message) => void logged.push(message) } satisfies Logger,
  });
  const pass = (ms: number) => void (monotonic += ms);
  return { hub, providers, logged, pass };
}

/** The scope of a plugin, as far as a queue sees it. */
function pluginScope(pluginId: string): Scope & AsyncDisposable {
  const stack = new AsyncDisposableStack();
  return {
    pluginId,
    signal: new AbortController().signal,
    defer: (undo) => stack.defer(undo),
    use: (resource) => stack.use(resource),
    [Symbol.asyncDispose]: () => stack.disposeAsync(),
  };
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

test("a new engine takes over every recurring job and every consumer, and the old one forgets them", async () => {
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
  expect(old.recurring("demo.work")).toEqual([]);
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
    id: "broken",
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

test("the contract tells the engine and the figures of each queue, by name", async () => {
  const { hub, providers } = setUp();
  const client = createRouterClient(createQueueRouter(hub), {
    context: { principal: { type: "anonymous", accessRules: [] } },
  });
  await hub.forPlugin(pluginScope("demo")).queue("work", z.unknown()).enqueue(1);
  await hub
    .forPlugin(pluginScope("auth"))
    .queue("mail", z.unknown())
    .schedule([daily("a")]);
  const none = { active: 0, delayed: 0, failed: 0, skipped: 0, lagMs: 0 };
  const queues = [
    { name: "auth.mail", ...none, waiting: 0, recurring: 1 },
    { name: "demo.work", ...none, waiting: 1, recurring: 0 },
  ];
  expect(await client.stats()).toEqual({ provider: "none", queues });
  providers.add(createTestEngine("a"));
  await hub.switched();
  expect(await client.stats()).toEqual({ provider: "Engine a", queues });
});
