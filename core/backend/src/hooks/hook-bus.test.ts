import { afterAll, afterEach, beforeAll, beforeEach, expect, setDefaultTimeout, test } from "bun:test";
import type { Clock, Logger, Scope, Transaction } from "@checkstack/backend-api";
import { createHook, type Hook, type HookEvent } from "@checkstack/common";
import { createTestDatabase, type TestDatabase } from "@checkstack/test-utils-backend";
import * as z from "zod";
import { connectDatabaseServer, type DatabaseServer } from "../database/database-server.ts";
import { createSecretBox } from "../secrets/secret-box.ts";
import { createHookBus, type HookBus, type HookBusOptions } from "./hook-bus.ts";

setDefaultTimeout(60_000);

const clock: Clock = { now: () => Date.now(), monotonic: () => performance.now() };
const logger: Logger = { debug() {}, info() {}, warn() {}, error() {} };
const catalog = { pluginId: "catalog", displayName: "Catalog" };
const payload = z.object({ n: z.number() });
const added = createHook(catalog, { id: "added", payload, delivery: "once" });
const changed = createHook(catalog, { id: "changed", payload, delivery: "broadcast" });
const poked = createHook(catalog, { id: "poked", payload, delivery: "local" });

const schemas = ["plugin_catalog-backend", "plugin_never-prepared-backend"];
const spec = { pluginId: "catalog", schemaName: "plugin_catalog-backend" };

let database: TestDatabase;
let server: DatabaseServer;

beforeAll(async () => {
  database = await createTestDatabase();
  server = await connectDatabaseServer({
    url: database.url,
    secrets: createSecretBox(new Uint8Array(32)),
    clock,
    logger,
  });
  await server.prepare(spec);
});
afterAll(async () => {
  await server?.[Symbol.asyncDispose]();
  await database?.[Symbol.asyncDispose]();
});
beforeEach(() =>
  server.core.query(`truncate hook_subscribers, hook_events, "plugin_catalog-backend".hook_outbox cascade`),
);

/** Those of a test that failed half-way would take the next one's events. */
let buses: HookBus[] = [];
afterEach(async () => {
  await Promise.all(buses.map((bus) => bus[Symbol.asyncDispose]()));
  buses = [];
});

/** A bus that sweeps so rarely that only what woke it can explain a delivery, unless a test says otherwise. */
function createBus(instanceId: string, options: Partial<HookBusOptions> = {}): HookBus {
  const bus = createHookBus({
    server,
    instanceId,
    clock,
    logger,
    schemas: () => schemas,
    sweepMs: 600_000,
    ...options,
  });
  buses.push(bus);
  return bus;
}

interface TestScope extends Scope {
  end(): Promise<void>;
}

function createScope(pluginId: string): TestScope {
  const undo: (() => void | Promise<void>)[] = [];
  const controller = new AbortController();
  return {
    pluginId,
    signal: controller.signal,
    defer: (run) => void undo.push(run),
    use: (resource) => resource,
    async end() {
      controller.abort();
      for (const run of undo.toReversed()) await run();
    },
  };
}

interface Seen {
  readonly n: number;
  readonly event: HookEvent;
}

/** Subscribes and collects; `reach(count)` resolves once so many were seen. */
function collect(bus: HookBus, scope: Scope, hook: Hook<{ n: number }>, before?: (seen: Seen) => unknown) {
  const seen: Seen[] = [];
  const waiting: { count: number; resolve: () => void }[] = [];
  bus.subscribe(scope, hook, async ({ n }, event) => {
    await before?.({ n, event });
    seen.push({ n, event });
    for (const one of waiting) if (seen.length >= one.count) one.resolve();
  });
  return {
    numbers: () => seen.map(({ n }) => n),
    seen,
    reach: (count: number): Promise<void> =>
      new Promise((resolve) => {
        if (seen.length >= count) resolve();
        else waiting.push({ count, resolve });
      }),
  };
}

async function until(check: () => boolean | Promise<boolean>): Promise<void> {
  while (!(await check())) await Bun.sleep(5);
}

const recorded = (subscriber: string): Promise<void> =>
  until(
    async () =>
      (await server.core.query("select 1 from hook_subscriptions where subscriber = $1", [subscriber])).length > 0,
  );

const count = async (table: string): Promise<number> => {
  const [row] = await server.core.query<{ n: number }>(`select count(*)::int as n from ${table}`);
  return row?.n ?? -1;
};

test("an event reaches every subscribing plugin once, whatever instance it runs on, in the order of its emission", async () => {
  await using one = createBus("one");
  await using two = createBus("two");
  const incidents = [collect(one, createScope("incident"), added), collect(two, createScope("incident"), added)];
  const slo = collect(two, createScope("slo"), added);
  one.start();
  two.start();
  await Promise.all([recorded("incident"), recorded("slo")]);
  await using own = server.open(spec);
  const emit = one.emitter("catalog", own);
  for (let n = 0; n < 20; n++) await emit(added, { n });
  await slo.reach(20);
  await until(() => incidents.flatMap(({ seen }) => seen).length >= 20);
  const order = Array.from({ length: 20 }, (_, n) => n);
  expect(slo.numbers()).toEqual(order);
  expect(incidents.flatMap((handler) => handler.numbers()).toSorted((a, b) => a - b)).toEqual(order);
  const [first] = slo.seen;
  expect(first?.event.attempt).toBe(1);
  expect(first?.event.occurredAt).toBeInstanceOf(Date);
  await until(async () => (await count("hook_deliveries")) === 0);
});

test("events that a transaction emits in one go are one statement, and are told in their order", async () => {
  await using bus = createBus("one");
  const incident = collect(bus, createScope("incident"), added);
  bus.start();
  await recorded("incident");
  await using own = server.open(spec);
  const emit = bus.emitter("catalog", own);
  const numbers = Array.from({ length: 60 }, (_, n) => n);
  let statements = 0;
  await own.transaction(async (tx) => {
    const counted: Transaction = {
      ...tx,
      query(sql, values) {
        statements++;
        return tx.query(sql, values);
      },
    };
    await Promise.all(numbers.map((n) => emit(added, { n }, { tx: counted })));
    await emit(added, { n: 60 }, { tx: counted });
  });
  expect(statements).toBe(2);
  await incident.reach(61);
  expect(incident.numbers()).toEqual([...numbers, 60]);
});

test("an event of a transaction is told after the commit, and never when it was rolled back", async () => {
  await using bus = createBus("one");
  const incident = collect(bus, createScope("incident"), added);
  bus.start();
  await recorded("incident");
  await using own = server.open(spec);
  const emit = bus.emitter("catalog", own);
  await own
    .transaction(async (tx) => {
      await emit(added, { n: 1 }, { tx });
      throw new Error("no");
    })
    .catch(() => undefined);
  await own.transaction((tx) => emit(added, { n: 2 }, { tx }));
  await incident.reach(1);
  expect(incident.numbers()).toEqual([2]);
});

test("a broadcast reaches each of two instances, and a third that started later gets nothing old", async () => {
  await using one = createBus("one");
  await using two = createBus("two");
  const here = collect(one, createScope("slo"), changed);
  const there = collect(two, createScope("slo"), changed);
  one.start();
  two.start();
  await Promise.all([recorded("slo@one"), recorded("slo@two")]);
  await using own = server.open(spec);
  await one.emitter("catalog", own)(changed, { n: 1 });
  await Promise.all([here.reach(1), there.reach(1)]);
  await using three = createBus("three");
  const late = collect(three, createScope("slo"), changed);
  three.start();
  await recorded("slo@three");
  await one.emitter("catalog", own)(changed, { n: 2 });
  await Promise.all([here.reach(2), there.reach(2), late.reach(1)]);
  expect([here.numbers(), there.numbers(), late.numbers()]).toEqual([[1, 2], [1, 2], [2]]);
});

test("an instance that stops leaves no broadcast behind, and a plugin that stops finds its events on its return", async () => {
  const gone = createBus("gone");
  const scope = createScope("incident");
  collect(gone, scope, changed);
  collect(gone, scope, added);
  gone.start();
  await recorded("incident@gone");
  await scope.end();
  await gone[Symbol.asyncDispose]();
  await using own = server.open(spec);
  await using bus = createBus("next");
  bus.start();
  await bus.emitter("catalog", own)(added, { n: 1 });
  await bus.emitter("catalog", own)(changed, { n: 2 });
  await until(async () => (await count(`"plugin_catalog-backend".hook_outbox`)) === 0);
  expect(await server.core.query("select subscriber from hook_deliveries")).toEqual([{ subscriber: "incident" }]);
  const back = collect(bus, createScope("incident"), added);
  await back.reach(1);
  expect(back.numbers()).toEqual([1]);
});

test("a handler that throws is tried again, lets others pass, and its plugin is named", async () => {
  const errors: string[] = [];
  await using bus = createBus("one", {
    retryBaseMs: 1,
    sweepMs: 20,
    onHandlerError: (pluginId, error) => errors.push(`${pluginId}: ${String(error)}`),
  });
  const incident = collect(bus, createScope("incident"), added, ({ n, event }) => {
    if (n === 1 && event.attempt < 3) throw new Error("not yet");
  });
  bus.start();
  await recorded("incident");
  await using own = server.open(spec);
  for (const n of [1, 2, 3]) await bus.emitter("catalog", own)(added, { n });
  await incident.reach(3);
  expect(incident.numbers().toSorted((a, b) => a - b)).toEqual([1, 2, 3]);
  expect(incident.seen.find(({ n }) => n === 1)?.event.attempt).toBe(3);
  expect(errors).toEqual(["incident: Error: not yet", "incident: Error: not yet"]);
});

test("after eight tries an event is a dead letter, which an administrator can send again", async () => {
  await using bus = createBus("one", { retryBaseMs: 1, sweepMs: 5 });
  let broken = true;
  const tries: number[] = [];
  const incident = collect(bus, createScope("incident"), added, ({ event }) => {
    tries.push(event.attempt);
    if (broken) throw new Error("broken");
  });
  bus.start();
  await recorded("incident");
  await using own = server.open(spec);
  await bus.emitter("catalog", own)(added, { n: 7 });
  await until(async () => (await bus.deadLetters().list()).length > 0);
  expect(tries).toEqual([1, 2, 3, 4, 5, 6, 7, 8]);
  const [letter] = await bus.deadLetters().list();
  expect(letter).toMatchObject({
    hookId: "catalog.added",
    pluginId: "incident",
    payload: { n: 7 },
    lastError: "broken",
  });
  broken = false;
  const { subscriber, eventId } = letter ?? { subscriber: "", eventId: "" };
  expect(await bus.deadLetters().retry({ subscriber, eventId })).toBe(true);
  await incident.reach(1);
  await until(async () => (await count("hook_deliveries")) === 0);
  expect(await bus.deadLetters().retry({ subscriber, eventId })).toBe(false);
});

test("a dead letter can be thrown away, once, and an event that is still tried cannot", async () => {
  await using bus = createBus("one", { retryBaseMs: 60_000, sweepMs: 5 });
  collect(bus, createScope("incident"), added, () => {
    throw new Error("broken");
  });
  bus.start();
  await recorded("incident");
  await using own = server.open(spec);
  await bus.emitter("catalog", own)(added, { n: 8 });
  await until(async () => (await count("hook_deliveries where last_error is not null")) === 1);
  const [delivery] = await server.core.query<{ event_id: string }>("select event_id from hook_deliveries");
  const letter = { subscriber: "incident", eventId: delivery?.event_id ?? "" };
  expect(await bus.deadLetters().discard(letter)).toBe(false);
  await server.core.query("update hook_deliveries set dead_at = now()");
  expect(await bus.deadLetters().discard(letter)).toBe(true);
  expect(await bus.deadLetters().discard(letter)).toBe(false);
  expect(await count("hook_deliveries")).toBe(0);
});

test("what a process had begun when it was killed comes to another one when the lease is over", async () => {
  const child = Bun.spawn([process.execPath, `${import.meta.dir}/testing/stuck-instance.fixture.ts`, database.url], {
    stdout: "pipe",
  });
  await using bus = createBus("two", { sweepMs: 20, retryBaseMs: 1 });
  const incident = collect(bus, createScope("incident"), added);
  try {
    await recorded("incident");
    await using own = server.open(spec);
    await bus.emitter("catalog", own)(added, { n: 1 });
    const { value } = await child.stdout.getReader().read();
    expect(new TextDecoder().decode(value)).toBe("took 1");
    bus.start();
    await server.core.query("select 1");
    expect(incident.numbers()).toEqual([]);
  } finally {
    child.kill("SIGKILL");
    await child.exited;
  }
  await incident.reach(1);
  expect(incident.seen[0]?.event.attempt).toBe(2);
});

test("an event that ends its process every time becomes a dead letter without being run again", async () => {
  await using bus = createBus("one", { sweepMs: 10 });
  const incident = collect(bus, createScope("incident"), added);
  bus.start();
  await recorded("incident");
  await server.core.query(`
    with event as (
      insert into hook_events (id, hook_id, payload, occurred_at) values (gen_random_uuid(), 'catalog.added', '{"n":1}', now())
      returning id, position)
    insert into hook_deliveries (subscriber, event_id, position, attempt) select 'incident', id, position, 8 from event`);
  await until(async () => (await bus.deadLetters().list()).length === 1);
  expect(incident.numbers()).toEqual([]);
});

test("a handler that hangs is given up and does not hold up the next event", async () => {
  await using bus = createBus("one", { handlerTimeoutMs: 50, retryBaseMs: 60_000 });
  const incident = collect(bus, createScope("incident"), added, ({ n }) =>
    n === 1 ? new Promise(() => {}) : undefined,
  );
  bus.start();
  await recorded("incident");
  await using own = server.open(spec);
  await bus.emitter("catalog", own)(added, { n: 1 });
  await bus.emitter("catalog", own)(added, { n: 2 });
  await incident.reach(1);
  expect(incident.numbers()).toEqual([2]);
});

test("an emitter is refused what does not fit, what is not its own, and a local hook in a transaction", async () => {
  await using bus = createBus("one");
  await using own = server.open(spec);
  const emit = bus.emitter("catalog", own);
  const dated = createHook(catalog, { id: "dated", payload: z.object({ at: z.date() }), delivery: "once" });
  const foreign = createHook({ pluginId: "slo", displayName: "SLO" }, { id: "x", payload, delivery: "once" });
  expect(emit(added, { n: Number.NaN })).rejects.toThrow('the payload of hook "catalog.added" does not fit its schema');
  expect(emit(dated, { at: new Date() })).rejects.toThrow("z.coerce.date()");
  expect(emit(foreign, { n: 1 })).rejects.toThrow('which belongs to plugin "slo"');
  expect(own.transaction((tx) => emit(poked, { n: 1 }, { tx }))).rejects.toThrow("cannot be part of a transaction");
});

test("what a plugin writes into its outbox in another plugin's name is dropped", async () => {
  await using bus = createBus("one");
  const slo = collect(bus, createScope("slo"), added);
  const forged = createHook(
    { pluginId: "incident", displayName: "Incidents" },
    { id: "opened", payload, delivery: "once" },
  );
  const victim = collect(bus, createScope("slo"), forged);
  bus.start();
  await recorded("slo");
  await using own = server.open(spec);
  await own.query(
    `insert into hook_outbox (id, hook_id, payload) values (gen_random_uuid(), 'incident.opened', '{"n":1}')`,
  );
  await bus.emitter("catalog", own)(added, { n: 2 });
  await slo.reach(1);
  expect(await count(`"plugin_catalog-backend".hook_outbox`)).toBe(0);
  expect(victim.numbers()).toEqual([]);
  expect(await count("hook_events where hook_id = 'incident.opened'")).toBe(0);
});

test("a local hook stays in the process, is not stored, and its failure never reaches the emitter", async () => {
  const errors: string[] = [];
  await using bus = createBus("one", { onHandlerError: (pluginId) => errors.push(pluginId) });
  const scope = createScope("slo");
  const slo = collect(bus, scope, poked, ({ n }) => {
    if (n === 1) throw new Error("no");
  });
  await using own = server.open(spec);
  const emit = bus.emitter("catalog", own);
  await emit(poked, { n: 1 });
  await emit(poked, { n: 2 });
  await slo.reach(1);
  await until(() => errors.length > 0);
  expect(slo.numbers()).toEqual([2]);
  expect(errors).toEqual(["slo"]);
  await scope.end();
  await emit(poked, { n: 3 });
  expect(slo.numbers()).toEqual([2]);
});

test("the end of a scope waits for the handler that runs and starts no other", async () => {
  await using bus = createBus("one");
  const scope = createScope("incident");
  const release = Promise.withResolvers<void>();
  const begun = Promise.withResolvers<void>();
  const incident = collect(bus, scope, added, () => {
    begun.resolve();
    return release.promise;
  });
  bus.start();
  await recorded("incident");
  await using own = server.open(spec);
  await bus.emitter("catalog", own)(added, { n: 1 });
  await bus.emitter("catalog", own)(added, { n: 2 });
  await begun.promise;
  await until(async () => (await count("hook_deliveries")) === 2);
  let ended = false;
  const end = scope.end().then(() => (ended = true));
  await server.core.query("select 1");
  expect(ended).toBe(false);
  release.resolve();
  await end;
  expect(incident.numbers()).toEqual([1]);
  expect(await count("hook_deliveries")).toBe(1);
});

test("while the database refuses, one line tells of it, and afterwards what was emitted meanwhile is delivered in order", async () => {
  const warned: string[] = [];
  const warn = (message: string) => void warned.push(message);
  await using bus = createBus("one", { sweepMs: 5, logger: { ...logger, warn } });
  const incident = collect(bus, createScope("incident"), added);
  bus.start();
  await recorded("incident");
  await using own = server.open(spec);
  const emit = bus.emitter("catalog", own);
  await emit(added, { n: 1 });
  await incident.reach(1);
  await until(async () => (await count("hook_deliveries")) === 0);
  const away = "alter table hook_subscribers rename to hook_subscribers_away";
  const back = "alter table hook_subscribers_away rename to hook_subscribers";
  await server.core.query(away);
  try {
    for (const n of [2, 3, 4]) await emit(added, { n });
    await until(() => warned.includes("hooks wait for the database"));
  } finally {
    await server.core.query(back);
  }
  await incident.reach(4);
  expect(incident.numbers()).toEqual([1, 2, 3, 4]);
  // The delivery before may just have been letting go.
  expect(warned.filter((line) => line !== "hook delivery was interrupted")).toEqual(["hooks wait for the database"]);
});

test("an event whose end could not be written down comes again at once, and not when a lease has run out", async () => {
  const warned: string[] = [];
  const warn = (message: string) => void warned.push(message);
  const options = { sweepMs: 5, retryBaseMs: 1, leaseMs: 600_000 };
  await using bus = createBus("one", { ...options, logger: { ...logger, warn } });
  const attempts: number[] = [];
  const incident = collect(bus, createScope("incident"), added, async ({ event }) => {
    attempts.push(event.attempt);
    if (event.attempt > 1) return;
    await server.core.query(`
      alter table hook_deliveries rename to hook_deliveries_away;
      alter table hook_subscribers rename to hook_subscribers_away`);
  });
  bus.start();
  await recorded("incident");
  await using own = server.open(spec);
  await bus.emitter("catalog", own)(added, { n: 1 });
  await until(() => warned.includes("hook delivery was interrupted"));
  await server.core.query(`
    alter table hook_subscribers_away rename to hook_subscribers;
    alter table hook_deliveries_away rename to hook_deliveries`);
  await incident.reach(2);
  expect(attempts).toEqual([1, 2]);
  await until(async () => (await count("hook_deliveries")) === 0);
});

test("a plugin that is uninstalled is forgotten with what waited for it", async () => {
  await using bus = createBus("one");
  const scope = createScope("incident");
  collect(bus, scope, added);
  bus.start();
  await recorded("incident");
  await scope.end();
  await using own = server.open(spec);
  await bus.emitter("catalog", own)(added, { n: 1 });
  await until(async () => (await count("hook_deliveries")) === 1);
  await bus.forget("incident");
  expect(await count("hook_deliveries")).toBe(0);
});
