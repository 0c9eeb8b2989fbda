import { readdirSync, readFileSync } from "node:fs";
import { dirname, join } from "node:path";
import {
  queueProviders,
  type BackendPlugin,
  type PluginInit,
  type QueueProvider,
  type Refs,
} from "@checkstack/backend-api";
import queueBullmq from "@checkstack/queue-bullmq-backend";
import queueMemory from "@checkstack/queue-memory-backend";
import { Pool } from "pg";

const silent = { debug() {}, info() {}, warn: console.warn, error: console.error };
const SCHEMA = "queue_bench";

export interface QueueEngines extends AsyncDisposable {
  engine(id: string): QueueProvider;
}

/** The engines as their plugins give them to the platform: on a PostgreSQL, on a Redis, and in memory. */
export async function createQueueEngines(where: { databaseUrl: string; redisUrl: string }): Promise<QueueEngines> {
  const pool = new Pool({ connectionString: where.databaseUrl, max: 5, options: `-c search_path=${SCHEMA}` });
  const resources = new AsyncDisposableStack();
  resources.defer(() => pool.end());
  await pool.query(`create schema ${SCHEMA}`);
  const migrations = join(dirname(Bun.resolveSync("@checkstack/queue-bullmq-backend", import.meta.dir)), "../drizzle");
  for (const name of readdirSync(migrations).toSorted()) {
    await pool.query(readFileSync(join(migrations, name, "migration.sql"), "utf8"));
  }
  process.env["REDIS_URL"] = where.redisUrl;
  const engines: QueueProvider[] = [];
  const given = {
    providers: { add: (provider: QueueProvider) => void engines.push(provider) },
    database: {
      schemaName: SCHEMA,
      query: async (sql: string, parameters?: unknown[]) => (await pool.query(sql, parameters)).rows,
    },
    databaseAddress: { url: where.databaseUrl },
    config: { read: async () => ({ prefix: "bench" }) },
    clock: { now: Date.now, monotonic: () => performance.now() },
    logger: silent,
    scope: { use: <T extends Disposable | AsyncDisposable>(resource: T) => resources.use(resource) },
  };
  for (const plugin of [queueMemory, queueBullmq]) initOf(plugin)(given);

  return {
    engine(id) {
      const found = engines.find((engine) => engine.id === id);
      if (!found) throw new Error(`no plugin adds the engine "${id}" to ${queueProviders.id}`);
      return found;
    },
    [Symbol.asyncDispose]: () => resources.disposeAsync(),
  };
}

/** What a plugin's `registerInit` was given: these plugins register nothing else. */
function initOf(plugin: BackendPlugin): (given: object) => void {
  let init: ((context: never) => void | Promise<void>) | undefined;
  plugin.register({
    registerAccessRules() {},
    registerContract() {},
    registerSignals() {},
    registerExtensionPoint() {},
    registerInit: <const Deps extends Refs>(declared: PluginInit<Deps>) => void (init = declared.init),
  });
  return (given) => Reflect.apply(init ?? (() => {}), undefined, [given]);
}
