import { afterAll, beforeAll, expect, setDefaultTimeout, test } from "bun:test";
import { join } from "node:path";
import type { Database, QueueProvider } from "@checkstack/backend-api";
import { createPluginDatabase, type PluginDatabase } from "@checkstack/test-utils-backend";
import * as z from "zod";
import type { EngineSetting } from "./engine-setting.ts";
import { createMembership } from "./membership.ts";
import { createMemberStore } from "./member-store.ts";
import { createProviderList } from "./provider-list.ts";
import { createQueueHub } from "./queue-hub.ts";
import { pluginScope } from "./testing/plugin-scope.ts";
import { createTestEngine } from "./testing/test-engine.ts";

setDefaultTimeout(60_000);

let database: PluginDatabase;
beforeAll(async () => {
  database = await createPluginDatabase({ migrations: join(import.meta.dir, "../drizzle") });
});
afterAll(() => database[Symbol.asyncDispose]());

const silent = { debug() {}, info() {}, warn() {}, error() {} };

/** One process of an installation whose setting is `stored`. */
function startProcess(options: { id: string; stored: { engine: string }; shared: QueueProvider; on: Database }) {
  const { stored } = options;
  const providers = createProviderList();
  let known = stored.engine;
  const setting: EngineSetting = {
    current: () => known,
    async refresh() {
      const before = known;
      known = stored.engine;
      return known !== before;
    },
    async write(engine) {
      known = engine;
      stored.engine = engine;
    },
  };
  const store = createMemberStore(options.on, options.id);
  const hub = createQueueHub({
    providers,
    chosen: setting.current,
    alone: store.alone,
    clock: { now: Date.now, monotonic: () => performance.now() },
    logger: silent,
  });
  providers.add(createTestEngine("memory"));
  providers.add(options.shared);
  // It beats when the test says so.
  const membership = createMembership({
    store,
    setting,
    providers,
    hub,
    logger: silent,
    tell: async () => {},
    everyMs: 1e8,
  });
  return {
    hub,
    membership,
    consume: (queue: string) => {
      hub
        .forPlugin(pluginScope("demo"))
        .queue(queue, z.unknown())
        .consume(async () => {});
    },
  };
}

test("memory runs the queues of one process; a second process with the same queues moves both to an engine they share, for good", async () => {
  const stored = { engine: "automatic" };
  const shared = createTestEngine("shared", "installation");
  const one = startProcess({ id: "one", stored, shared, on: database });
  one.consume("work");
  await one.membership.beat();
  expect(one.hub.engine()?.id).toBe("memory");

  const two = startProcess({ id: "two", stored, shared, on: database });
  two.consume("other");
  await two.membership.beat();
  await one.membership.beat();
  expect(two.membership.size()).toBe(2);
  expect(stored.engine).toBe("automatic");

  two.consume("work");
  await two.membership.beat();
  expect(stored.engine).toBe("shared");
  await one.membership.beat();
  expect([one, two].map(({ hub }) => hub.engine()?.id)).toEqual(["shared", "shared"]);

  await two.membership[Symbol.asyncDispose]();
  await one.membership.beat();
  expect(one.membership.size()).toBe(1);
  expect(one.hub.engine()?.id).toBe("shared");
  await one.membership[Symbol.asyncDispose]();
});

test("while no engine is usable that both share, each goes on in memory", async () => {
  const stored = { engine: "automatic" };
  const shared = createTestEngine("shared", "installation");
  shared.fail(new Error("no address"));
  const processes = ["three", "four"].map((id) => startProcess({ id, stored, shared, on: database }));
  for (const { consume } of processes) consume("work");
  for (const { membership } of processes) await membership.beat();
  await processes[0]?.membership.beat();
  expect(stored.engine).toBe("automatic");
  expect(processes.map(({ hub }) => hub.engine()?.id)).toEqual(["memory", "memory"]);
  for (const { membership } of processes) await membership[Symbol.asyncDispose]();
});

test("one process at a time takes jobs over", async () => {
  const [one, two] = [createMemberStore(database, "a"), createMemberStore(database, "b")];
  const steps: string[] = [];
  const work = (name: string) => async () => {
    steps.push(`${name} begins`);
    await database.query("select pg_sleep(0.05)");
    steps.push(`${name} ends`);
  };
  await Promise.all([one.alone(work("a")), two.alone(work("b"))]);
  const first = steps[0]?.slice(0, 1);
  expect(steps.map((step) => step.slice(0, 1) === first)).toEqual([true, true, false, false]);
});
