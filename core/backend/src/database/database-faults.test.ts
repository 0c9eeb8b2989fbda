import { afterAll, beforeAll, expect, setDefaultTimeout, test } from "bun:test";
import { DatabaseTimeoutError, type Clock, type Database, type Logger } from "@checkstack/backend-api";
import { createSecretBox } from "../secrets/secret-box.ts";
import { connectDatabaseServer, type DatabaseServer, type DatabaseServerOptions } from "./database-server.ts";
import { startFaultyPostgres, type FaultyPostgres } from "./testing/faulty-postgres.ts";

setDefaultTimeout(60_000);

const clock: Clock = { now: () => Date.now(), monotonic: () => performance.now() };
const logger: Logger = { debug() {}, info() {}, warn() {}, error() {} };
const secrets = createSecretBox(new Uint8Array(32).fill(1));
const a = { pluginId: "a", schemaName: "plugin_a-backend" };

let postgres: FaultyPostgres;
beforeAll(async () => {
  postgres = await startFaultyPostgres();
});
afterAll(async () => {
  await postgres[Symbol.asyncDispose]();
});

const connect = (options: Partial<DatabaseServerOptions> = {}) =>
  connectDatabaseServer({ url: postgres.url, secrets, clock, logger, ...options });

/** Resolves once the server link says so. */
const becomes = (server: DatabaseServer, reachable: boolean): Promise<void> =>
  new Promise((resolve) => {
    if (server.isReachable() === reachable) return resolve();
    const watch = server.onReachabilityChange((now) => {
      if (now !== reachable) return;
      watch[Symbol.dispose]();
      resolve();
    });
  });

/** Asks until the answer is the one hoped for; the test's own timeout is the limit. */
async function until(check: () => boolean | Promise<boolean>): Promise<void> {
  while (!(await check())) await Bun.sleep(10);
}

test("on a frozen server a query ends at its deadline and its connection is thrown away", async () => {
  await using server = await connect({ queryTimeoutMs: 400 });
  await server.prepare(a);
  await using database = server.open(a);
  const [before] = await database.query("select pg_backend_pid() as pid");
  await postgres.freeze();
  try {
    const stuck = await Promise.allSettled([database.query("select 1"), database.transaction(async () => 1)]);
    for (const result of stuck)
      expect(result.status === "rejected" && result.reason).toBeInstanceOf(DatabaseTimeoutError);
    await becomes(server, false);
  } finally {
    postgres.thaw();
  }
  await becomes(server, true);
  const [after] = await database.query("select pg_backend_pid() as pid");
  expect(after).not.toEqual(before ?? {});
});

test("a statement that runs too long is ended by the server and its connection is kept", async () => {
  await using server = await connect({ queryTimeoutMs: 400 });
  const [before] = await server.core.query("select pg_backend_pid() as pid");
  expect(server.core.query("select pg_sleep(60)")).rejects.toThrow(DatabaseTimeoutError);
  await until(() => server.connections().idle === server.connections().open);
  expect(await server.core.query("select pg_backend_pid() as pid")).toEqual([before ?? {}]);
});

test("with all connections in use a query waits no longer than its deadline, and other plugins go on", async () => {
  await using server = await connect({ maxWaitMs: 200 });
  const b = { pluginId: "b", schemaName: "plugin_b-backend" };
  await server.prepare(a);
  await server.prepare(b);
  await using database = server.open(a);
  await using other = server.open(b);
  const release = Promise.withResolvers<void>();
  const held = [1, 2, 3, 4, 5].map(() => database.transaction(() => release.promise));
  expect(await database.query("select 1").catch((error: unknown) => error)).toEqual(
    new DatabaseTimeoutError('schema "plugin_a-backend": waited 200 ms for a connection: all 5 are in use'),
  );
  expect(await other.query("select 1 as one")).toEqual([{ one: 1 }]);
  release.resolve();
  await Promise.all(held);
  expect(await database.query("select 1 as one")).toEqual([{ one: 1 }]);
});

test("thousands of queries at once through the few connections of one plugin are all answered", async () => {
  await using server = await connect();
  await server.prepare(a);
  await using database = server.open(a);
  const answers = await Promise.all(Array.from({ length: 5000 }, (_, n) => database.query("select $1::int as n", [n])));
  expect(answers.flat()).toEqual(Array.from({ length: 5000 }, (_, n) => ({ n })));
});

test("a process holds no more connections than its cap, whoever asks, and nobody starves", async () => {
  await using server = await connect({ maxConnections: 3, idleMs: 200 });
  const plugins = Array.from({ length: 8 }, (_, n) => ({ pluginId: `p${n}`, schemaName: `plugin_p${n}-backend` }));
  for (const plugin of plugins) await server.prepare(plugin);
  const databases = plugins.map((plugin) => server.open(plugin));
  let most = 0;
  const watch = async (database: Database): Promise<void> => {
    const rows = await database.query<{ name: string }>("select current_schema() as name");
    most = Math.max(most, server.connections().open);
    expect(rows).toEqual([{ name: database.schemaName }]);
  };
  await Promise.all(Array.from({ length: 10 }, () => databases.map(watch)).flat());
  expect(most).toBeLessThanOrEqual(3);
  expect(server.connections().waiting).toBe(0);
  await until(() => server.connections().open === 0);
});

test("twenty plugins that have gone quiet hold no connection", async () => {
  await using server = await connect({ idleMs: 100 });
  const plugins = Array.from({ length: 20 }, (_, n) => ({ pluginId: `q${n}`, schemaName: `plugin_q${n}-backend` }));
  for (const plugin of plugins) await server.prepare(plugin);
  const connected = () =>
    server.core.query("select count(*)::int as n from pg_stat_activity where usename like 'checkstack\\_%'");
  const databases = plugins.map((plugin) => server.open(plugin));
  expect(await connected()).toEqual([{ n: 0 }]);
  await Promise.all(databases.map((database) => database.query("select 1")));
  expect(await connected()).not.toEqual([{ n: 0 }]);
  await until(() => server.connections().open === 0);
  expect(await connected()).toEqual([{ n: 0 }]);
});

test("the process outlives a restart of the server under load, and everything works again", async () => {
  await using server = await connect({ queryTimeoutMs: 2000 });
  await server.prepare(a);
  await using database = server.open(a);
  const done = new AbortController();
  let failures = 0;
  let successes = 0;
  const load = Array.from({ length: 8 }, async (_, n) => {
    while (!done.signal.aborted) {
      await Bun.sleep(1);
      const work = n % 2 ? database.query("select $1::int", [n]) : database.transaction((tx) => tx.query("select 1"));
      await work.then(
        () => successes++,
        () => failures++,
      );
    }
  });
  await until(() => successes > 100);
  await postgres.stop();
  await becomes(server, false);
  await until(() => failures > 20);
  await postgres.start();
  await becomes(server, true);
  const before = successes;
  await until(() => successes > before + 100);
  done.abort();
  await Promise.all(load);
  expect(await database.query("select 1 as one")).toEqual([{ one: 1 }]);
});

test("a listener is told to look for itself once it is heard, at first and after the connection was lost; what comes then arrives", async () => {
  await using server = await connect();
  const heard: string[] = [];
  const listening = server.listen("news", (payload) => heard.push(payload));
  await until(() => heard.length > 0);
  expect(heard).toEqual([""]);
  await server.core.query("select pg_notify('news', 'first')");
  await until(() => heard.includes("first"));
  heard.length = 0;
  await server.core.query(
    "select pg_terminate_backend(pid) from pg_stat_activity where query like 'listen%' or query = 'select 1'",
  );
  await until(() => heard.includes(""));
  await server.core.query("select pg_notify('news', 'second')");
  await until(() => heard.includes("second"));
  listening[Symbol.dispose]();
  const count = heard.length;
  await server.core.query("select pg_notify('news', 'third')");
  const other: string[] = [];
  server.listen("end", (payload) => other.push(payload));
  await until(() => other.length > 0);
  await server.core.query("select pg_notify('end', 'fourth')");
  await until(() => other.includes("fourth"));
  expect(heard).toHaveLength(count);
});
