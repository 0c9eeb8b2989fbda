import type { Logger, QueueProvider } from "@checkstack/backend-api";
import { Pool } from "pg";
import * as z from "zod";
import type { BullConnection } from "../bull/bull-connection.ts";
import { createBullProvider, type BullProviderOptions } from "../bull/bull-provider.ts";
import type { WorkerTimes } from "../bull/worker-options.ts";
import { eraseInPostgres } from "../postgres/erase-queues.ts";
import { connectPostgres } from "../postgres/postgres-connection.ts";
import { eraseInRedis } from "../redis/erase-queues.ts";
import { connectRedis } from "../redis/redis-connection.ts";

/** Where an engine keeps its jobs, so that another process can be told. */
export const whereSchema = z.object({
  kind: z.enum(["postgres", "redis"]),
  url: z.string(),
  schemaName: z.string().default(""),
});
export type Where = z.infer<typeof whereSchema>;

/** Of all keys in Redis. */
const PREFIX = "test";

const silent: Logger = { debug() {}, info() {}, warn() {}, error() {} };

export interface EngineOptions extends Partial<BullProviderOptions> {
  readonly workerTimes?: WorkerTimes;
}

/** A connection as an engine has it. */
export const connectTo = (
  where: Where,
  given: Parameters<BullProviderOptions["connect"]>[0] & { workerTimes?: WorkerTimes },
): Promise<BullConnection> =>
  where.kind === "redis"
    ? connectRedis({ ...given, url: where.url, prefix: PREFIX })
    : connectPostgres({ ...given, url: where.url, database: databaseAt(where) });

/** An engine as in a process of its own, with short times unless `options` say otherwise. */
export function connectHere(
  where: Where,
  { workerTimes = {}, ...options }: EngineOptions = {},
): QueueProvider & AsyncDisposable {
  return createBullProvider({
    id: where.kind,
    displayName: "Test",
    description: "",
    connect: (given) => connectTo(where, { ...given, workerTimes }),
    erase: (prefix) =>
      where.kind === "redis"
        ? eraseInRedis({ url: where.url, prefix: PREFIX }, prefix)
        : eraseInPostgres(databaseAt(where), prefix),
    clock: { now: Date.now, monotonic: () => performance.now() },
    logger: silent,
    beatMs: 50,
    leaseMs: 500,
    ...options,
  });
}

function databaseAt({ url, schemaName }: Where) {
  const pool = new Pool({ connectionString: url, max: 4, idleTimeoutMillis: 1000, allowExitOnIdle: true });
  pool.on("error", () => {}); // The test ends connections, or the database with them.
  return {
    schemaName,
    query: async <Row extends object>(sql: string, parameters?: readonly unknown[]): Promise<Row[]> =>
      (await pool.query<Row>(sql, parameters && [...parameters])).rows,
  };
}
