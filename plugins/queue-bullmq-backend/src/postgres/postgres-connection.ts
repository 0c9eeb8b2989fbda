import type { Database } from "@checkstack/backend-api";
import {
  PostgresConnection,
  PostgresQueueBackend,
  Queue,
  type BackendFactory,
  type JobProgress,
  type PgPool,
} from "bullmq";
import type { ClientConfig } from "pg";
import type { BullConnection, Envelope } from "../bull/bull-connection.ts";
import { PromptWorker } from "../bull/prompt-worker.ts";
import { processorOf, queueOptions, workerOptions, type WorkerTimes } from "../bull/worker-options.ts";
import { migrateBullSchema } from "./bull-schema.ts";
import { createPostgresGridStore } from "./grid-store.ts";
import { createSharedPool } from "./shared-pool.ts";

type PostgresBullQueue = Queue<Envelope, void, string, Envelope, void, string, PostgresQueueBackend, PgPool>;

/** Connects BullMQ to the plugin's own schema, with the plugin's own login. */
export async function connectPostgres(options: {
  database: Pick<Database, "query" | "schemaName">;
  url: string;
  leaseMs: number;
  onError: (error: Error) => void;
  workerTimes?: WorkerTimes;
}): Promise<BullConnection> {
  const { database, url, onError, workerTimes } = options;
  const quotedSchema = `"${database.schemaName.replaceAll('"', '""')}"`;
  const config: ClientConfig = {
    connectionString: url,
    application_name: "checkstack queue",
    options: `-c search_path=${quotedSchema}`,
    connectionTimeoutMillis: 3000,
    // A server that is frozen answers nothing: without a limit of ours every worker would wait with it.
    query_timeout: 10_000,
    statement_timeout: 9000,
  };
  await migrateBullSchema({ ...config, query_timeout: 60_000, statement_timeout: 60_000 }, quotedSchema);
  const pool = createSharedPool({ config, quotedSchema, maxConnections: 5 });

  const backend: BackendFactory<PostgresQueueBackend, PgPool> = (name, given) =>
    new PostgresQueueBackend(new PostgresConnection(given.connection), name, given);

  return {
    gridStore: createPostgresGridStore(database, options),
    queue(name) {
      const queue: PostgresBullQueue = new Queue(name, { ...queueOptions, connection: pool.view() }, backend);
      queue.on("error", onError);
      return queue;
    },
    worker(name, wanted) {
      const worker = new PromptWorker<Envelope, void, string, PostgresQueueBackend, JobProgress, PgPool>(
        name,
        processorOf(wanted),
        { ...workerOptions(wanted, workerTimes), connection: pool.view() },
        backend,
      );
      worker.on("error", onError);
      return worker;
    },
    onReconnect: (listener) => pool.onReconnect(listener),
    [Symbol.asyncDispose]: () => pool.end(),
  };
}
