import { describe, expect, test } from "bun:test";
import {
  createExtensionPoint,
  createServiceRef,
  optional,
  type BackendPlugin,
  type PluginStatus,
} from "@checkstack/backend-api";
import { pluginOf, sourceOf, sourceWith } from "../testing/plugin-source.ts";
import { until } from "../testing/until.ts";
import { contributions, startKernel } from "./testing/kernel-fixture.ts";

const queue = createServiceRef<{ readonly name: string }>("queue");
const health = createServiceRef<{ check(): string }>("health");
const strategies = createExtensionPoint<{ add(name: string): void }>("health.strategies");

const queuePlugin = (log: string[] = [], name = "memory"): BackendPlugin =>
  pluginOf("queue", {
    deps: {},
    provides: [queue],
    init({ provide, scope }) {
      log.push("queue up");
      scope.defer(() => void log.push("queue down"));
      provide(queue, { name });
    },
  });

const healthPlugin = (log: string[] = [], added = new Set<string>()): BackendPlugin =>
  pluginOf(
    "health",
    {
      deps: { queue },
      provides: [health],
      init({ queue, provide, scope }) {
        log.push(`health up on ${queue.name}`);
        scope.defer(() => void log.push("health down"));
        provide(health, { check: () => `ok by ${queue.name}` });
      },
    },
    (registry) => registry.registerExtensionPoint(strategies, (contributor) => contributions(contributor, added)),
  );

const httpPlugin = pluginOf("http", { deps: { strategies }, init: ({ strategies }) => strategies.add("http") });
const bystander = pluginOf("bystander", { deps: {}, init() {} });
const hangs = (): Promise<never> => Promise.withResolvers<never>().promise;
const explode = (text: string) => (): never => {
  throw new Error(text);
};

describe("boot", () => {
  test("the order comes from what plugins need, not from the list", async () => {
    const log: string[] = [];
    const added = new Set<string>();
    const { states } = await startKernel([httpPlugin, healthPlugin(log, added), queuePlugin(log)]);
    expect(states()).toEqual({ http: "ready", health: "ready", queue: "ready" });
    expect(log).toEqual(["queue up", "health up on memory"]);
    expect([...added]).toEqual(["http"]);
  });

  test("afterPluginsReady runs when every plugin has initialised", async () => {
    const log: string[] = [];
    const early = pluginOf("early", {
      deps: {},
      init: () => void log.push("early init"),
      afterPluginsReady: () => void log.push("early ready"),
    });
    const late = pluginOf("late", { deps: { queue }, init: () => void log.push("late init") });
    await startKernel([early, late, queuePlugin()]);
    expect(log).toEqual(["early init", "late init", "early ready"]);
  });

  test("a missing dependency blocks one plugin and says why", async () => {
    const { status, states } = await startKernel([healthPlugin(), bystander]);
    expect(status("health")).toEqual({
      state: "blocked",
      reason: 'needs service "queue", which no installed plugin provides',
    });
    expect(states().bystander).toBe("ready");
  });

  test("a cycle is named", async () => {
    const a = createServiceRef<1>("a");
    const b = createServiceRef<1>("b");
    const member = (id: string, need: typeof a, give: typeof a) =>
      pluginOf(id, { deps: { need }, provides: [give], init: ({ provide }) => provide(give, 1) });
    const { status, states } = await startKernel([member("A", b, a), member("B", a, b), bystander]);
    expect(status("A")).toEqual({ state: "blocked", reason: "is part of a cycle: A -> B -> A" });
    expect(status("B")).toEqual({ state: "blocked", reason: "is part of a cycle: B -> A -> B" });
    expect(states().bystander).toBe("ready");
  });

  test("an optional dependency waits for a provider that is coming, and is undefined when none is", async () => {
    const seen: (string | undefined)[] = [];
    const user = pluginOf("user", {
      deps: { queue: optional(queue) },
      init: ({ queue }) => void seen.push(queue?.name),
    });
    await startKernel([user, queuePlugin()]);
    await startKernel([user]);
    await startKernel([
      user,
      pluginOf("queue", { deps: { health }, provides: [queue], init: ({ provide }) => provide(queue, { name: "x" }) }),
    ]);
    expect(seen).toEqual(["memory", undefined, undefined]);
  });

  test("a plugin that provides what it did not declare, or declares what it does not provide, fails", async () => {
    const undeclared = pluginOf("undeclared", { deps: {}, init: ({ provide }) => provide(queue, { name: "x" }) });
    const missing = pluginOf("missing", { deps: {}, provides: [health], init() {} });
    const { status } = await startKernel([undeclared, missing]);
    expect(status("undeclared")).toMatchObject({
      reason: 'provides "queue" without naming it in "provides" of registerInit',
    });
    expect(status("missing")).toMatchObject({ reason: "init declared but did not provide health" });
  });

  test("a service of which each plugin has its own view", async () => {
    const seen: string[] = [];
    const provider = pluginOf("provider", {
      deps: {},
      provides: [queue],
      init: ({ providePerPlugin }) => providePerPlugin(queue, ({ pluginId }) => ({ name: `queue of ${pluginId}` })),
    });
    const consumer = (id: string) => pluginOf(id, { deps: { queue }, init: ({ queue }) => void seen.push(queue.name) });
    await startKernel([consumer("one"), provider, consumer("two")]);
    expect(seen).toEqual(["queue of one", "queue of two"]);
  });
});

describe("failure", () => {
  const failing: Record<string, { plugin: BackendPlugin; expected: Partial<PluginStatus> }> = {
    "register throws": {
      plugin: { metadata: { pluginId: "bad", displayName: "Bad" }, register: explode("no table of contents") },
      expected: { state: "failed", phase: "register", reason: "no table of contents" },
    },
    "init throws": {
      plugin: pluginOf("bad", { deps: {}, init: explode("no database") }),
      expected: { state: "failed", phase: "init", reason: "no database" },
    },
    "init never resolves": {
      plugin: pluginOf("bad", { deps: {}, init: hangs }),
      expected: { state: "failed", phase: "init", reason: "init did not finish within 30 ms" },
    },
    "afterPluginsReady throws": {
      plugin: pluginOf("bad", { deps: {}, init() {}, afterPluginsReady: explode("no leader") }),
      expected: { state: "failed", phase: "afterPluginsReady", reason: "no leader" },
    },
    "afterPluginsReady never resolves": {
      plugin: pluginOf("bad", { deps: {}, init() {}, afterPluginsReady: hangs }),
      expected: {
        state: "failed",
        phase: "afterPluginsReady",
        reason: "afterPluginsReady did not finish within 30 ms",
      },
    },
  };
  for (const [name, { plugin, expected }] of Object.entries(failing)) {
    test(`${name}: only that plugin fails, and its status says where and why`, async () => {
      const { status, states } = await startKernel([plugin, bystander]);
      expect(status("bad")).toMatchObject(expected);
      expect(states().bystander).toBe("ready");
    });
  }

  test("an import that throws names the plugin and the reason", async () => {
    const { status, states } = await startKernel([
      { id: "bad", load: async () => explode("Cannot find module 'x'")() },
      bystander,
    ]);
    expect(status("bad")).toMatchObject({ state: "failed", phase: "import", reason: "Cannot find module 'x'" });
    expect(states().bystander).toBe("ready");
  });

  test("the cause of an error is part of its sentence", async () => {
    const cause = new Error("connection refused");
    const bad = pluginOf("bad", {
      deps: {},
      init() {
        throw new Error("cannot reach the mail server", { cause });
      },
    });
    const { status } = await startKernel([bad]);
    expect(status("bad")).toMatchObject({ reason: "cannot reach the mail server: connection refused" });
  });

  test("what a failed plugin had opened is undone, and its dependents are blocked by name", async () => {
    const log: string[] = [];
    const bad = pluginOf("bad", {
      deps: {},
      provides: [queue],
      init({ scope, provide }) {
        scope.defer(() => void log.push("undone"));
        provide(queue, { name: "bad" });
        throw new Error("no database");
      },
    });
    const { status } = await startKernel([bad, healthPlugin(log)]);
    expect(log).toEqual(["undone"]);
    expect(status("health")).toEqual({
      state: "blocked",
      reason: 'needs "queue" of plugin "bad", which failed: no database',
    });
  });

  test("a plugin whose import failed is named as a suspect to those who wait", async () => {
    const { status } = await startKernel([{ id: "queue", load: async () => explode("broken")() }, healthPlugin()]);
    expect(status("health")).toEqual({
      state: "blocked",
      reason:
        'needs service "queue", which no installed plugin provides (failed before saying what they provide: queue)',
    });
  });

  test("a plugin that ran out of time cannot provide late", async () => {
    const finished = Promise.withResolvers<string>();
    const gate = Promise.withResolvers<void>();
    const slow = pluginOf("slow", {
      deps: {},
      provides: [queue],
      async init({ provide }) {
        await gate.promise;
        try {
          provide(queue, { name: "late" });
        } catch (error) {
          finished.resolve(String(error));
        }
      },
    });
    const { status } = await startKernel([slow, healthPlugin()]);
    gate.resolve();
    expect(await finished.promise).toBe('Error: plugin "slow" is stopping');
    expect(status("health")).toMatchObject({ state: "blocked" });
  });

  test("failing after init takes down only what was built on it", async () => {
    const log: string[] = [];
    const flaky = pluginOf("flaky", {
      deps: {},
      provides: [queue],
      init: ({ provide }) => provide(queue, { name: "flaky" }),
      afterPluginsReady: explode("no leader"),
    });
    const { status, states } = await startKernel([flaky, healthPlugin(log), bystander]);
    expect(log).toEqual(["health up on flaky", "health down"]);
    expect(status("health")).toMatchObject({ reason: 'needs "queue" of plugin "flaky", which failed: no leader' });
    expect(states().bystander).toBe("ready");
  });

  test("a slow init delays its dependents and nobody else's init", async () => {
    const order: string[] = [];
    const gate = Promise.withResolvers<void>();
    const slow = pluginOf("slow", { deps: {}, init: () => gate.promise });
    const last = pluginOf("last", {
      deps: { queue },
      init() {
        order.push("last");
        gate.resolve();
      },
    });
    const { states } = await startKernel([slow, last, queuePlugin(order)]);
    expect(order).toEqual(["queue up", "last"]);
    expect(states()).toEqual({ slow: "ready", last: "ready", queue: "ready" });
  });

  test("an error after the start is kept with the plugin, which goes on", async () => {
    const { kernel, states } = await startKernel([bystander]);
    kernel.reportLateError("bystander", new Error("timer went wrong"));
    expect(kernel.reports()[0]?.lateErrors.map((error) => error.message)).toEqual(["timer went wrong"]);
    expect(states().bystander).toBe("ready");
  });
});

test("a change of state is told, and a listener that throws keeps nobody from hearing it", async () => {
  const { kernel } = await startKernel([]);
  const heard: string[] = [];
  using _bad = kernel.onChange(explode("not today"));
  using _good = kernel.onChange(({ metadata, status }) => void heard.push(`${metadata.pluginId} ${status.state}`));
  await kernel.start([sourceOf(healthPlugin())]);
  await kernel.start([sourceOf(queuePlugin())]);
  expect(heard).toEqual(["health blocked", "queue ready", "health ready"]);
});

describe("stop and replacement", () => {
  test("stopping undoes dependents first, last in first out", async () => {
    const log: string[] = [];
    const added = new Set<string>();
    const { kernel, status } = await startKernel([queuePlugin(log), healthPlugin(log, added), httpPlugin]);
    expect(await kernel.stop("queue")).toEqual(["http", "health", "queue"]);
    expect(log.slice(-2)).toEqual(["health down", "queue down"]);
    expect([...added]).toEqual([]);
    expect(status("health")).toMatchObject({ reason: 'needs service "queue", which no installed plugin provides' });
  });

  test("a replacement brings back what was built on it", async () => {
    const log: string[] = [];
    const added = new Set<string>();
    const { kernel, states } = await startKernel([queuePlugin(log), healthPlugin(log, added), httpPlugin]);
    await kernel.replace(sourceOf(queuePlugin(log, "redis")));
    expect(log).toEqual([
      "queue up",
      "health up on memory",
      "health down",
      "queue down",
      "queue up",
      "health up on redis",
    ]);
    expect(states()).toEqual({ queue: "ready", health: "ready", http: "ready" });
    expect([...added]).toEqual(["http"]);
  });

  test("the new code is loaded while the old runs; where it does not load, the old never stops", async () => {
    const log: string[] = [];
    const { kernel, states, lateErrors } = await startKernel([queuePlugin(log), healthPlugin(log)]);
    const broken = sourceWith("queue", explode("no such file"), { version: "2.0.0" });
    expect(await kernel.replace(broken)).toEqual({ ok: false, reason: "failed in import: no such file" });
    expect(log).toEqual(["queue up", "health up on memory"]);
    expect(states()).toEqual({ queue: "ready", health: "ready" });
    expect(lateErrors("queue")).toEqual(["version 2.0.0 failed in import: no such file; version 1.0.0 goes on"]);
  });

  test("new code that does not start gives way to the old, which comes back with what was built on it", async () => {
    const log: string[] = [];
    const { kernel, states } = await startKernel([queuePlugin(log), healthPlugin(log)]);
    const broken = pluginOf("queue", { deps: {}, provides: [queue], init: explode("cannot begin") });
    expect(await kernel.replace(sourceOf(broken))).toEqual({ ok: false, reason: "failed in init: cannot begin" });
    expect(log.slice(-2)).toEqual(["queue up", "health up on memory"]);
    expect(states()).toEqual({ queue: "ready", health: "ready" });
  });

  test("new code that lacks what it needs gives way to the old too", async () => {
    const { kernel, states } = await startKernel([healthPlugin(), queuePlugin()]);
    const needy = pluginOf("health", { deps: { absent: createServiceRef("absent") }, init() {} });
    expect(await kernel.replace(sourceOf(needy))).toEqual({
      ok: false,
      reason: 'is blocked: it needs service "absent", which no installed plugin provides',
    });
    expect(states()).toEqual({ health: "ready", queue: "ready" });
  });

  test("what a load started is let go: the old after a replacement, the new when it is refused", async () => {
    const log: string[] = [];
    const held = (name: string, plugin: BackendPlugin) => ({
      ...sourceOf(plugin),
      unload: async () => void log.push(`${name} let go`),
    });
    const { kernel } = await startKernel([]);
    await kernel.start([held("one", queuePlugin())]);
    await kernel.replace(held("two", queuePlugin()));
    await kernel.replace(held("three", pluginOf("queue", { deps: {}, init: explode("no") })));
    expect(log).toEqual(["one let go", "three let go"]);
    await kernel[Symbol.asyncDispose]();
    expect(log.slice(2)).toEqual(["two let go"]);
  });

  test("whoever calls a plugin that is being replaced, or what is built on it, can wait for its return", async () => {
    const seen: (Promise<void> | undefined)[] = [];
    const curious = pluginOf("queue", {
      deps: {},
      provides: [queue],
      init({ provide }) {
        seen.push(kernel.coming("queue"), kernel.coming("health"));
        provide(queue, { name: "curious" });
      },
    });
    const { kernel, states } = await startKernel([queuePlugin(), healthPlugin()]);
    void kernel.replace(sourceOf(curious));
    await until(() => seen.length > 0);
    const [waited, also] = seen;
    expect(waited).toBeInstanceOf(Promise);
    expect(also).toBe(waited);
    await waited;
    expect(states()).toEqual({ queue: "ready", health: "ready" });
    expect(kernel.coming("queue")).toBeUndefined();
  });

  test("a plugin that is taken down stays failed, and what is built on it waits until it is replaced", async () => {
    const { kernel, status, states } = await startKernel([queuePlugin(), healthPlugin()]);
    await kernel.fail("queue", new Error("its process ended three times"));
    expect(status("queue")).toMatchObject({ state: "failed", phase: "run", reason: "its process ended three times" });
    expect(states()).toMatchObject({ health: "blocked" });
    expect(await kernel.replace(sourceOf(queuePlugin()))).toEqual({ ok: true });
    expect(states()).toEqual({ queue: "ready", health: "ready" });
  });

  test("a plugin that arrives later unblocks those who waited for it", async () => {
    const { kernel, states } = await startKernel([healthPlugin()]);
    await kernel.start([sourceOf(queuePlugin())]);
    expect(states()).toEqual({ health: "ready", queue: "ready" });
  });

  test("an undo that throws or hangs is reported, and the stop goes on", async () => {
    const stubborn = pluginOf("stubborn", {
      deps: {},
      provides: [queue],
      init({ provide, scope }) {
        scope.defer(hangs);
        provide(queue, { name: "x" });
      },
    });
    const log: string[] = [];
    const throwing = pluginOf("throwing", {
      deps: { queue },
      init({ scope }) {
        scope.defer(() => void log.push("first opened, last undone"));
        scope.defer(explode("cannot let go"));
      },
    });
    const { kernel, lateErrors } = await startKernel([stubborn, throwing]);
    await kernel[Symbol.asyncDispose]();
    expect(log).toEqual(["first opened, last undone"]);
    expect(lateErrors("throwing")).toEqual(["cannot let go"]);
    expect(lateErrors("stubborn")).toEqual(["stop did not finish within 30 ms"]);
  });

  test("starts and stops asked for at once run one after the other", async () => {
    const { kernel, states } = await startKernel([queuePlugin(), healthPlugin()]);
    await Promise.all([
      kernel.stop("queue"),
      kernel.start([sourceOf(queuePlugin([], "redis"))]),
      kernel.replace(sourceOf(healthPlugin())),
    ]);
    expect(states()).toEqual({ health: "ready", queue: "ready" });
  });
});
