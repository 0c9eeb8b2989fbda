import type { Clock, Database, EmitHook, Logger } from "@checkstack/backend-api";
import { openConnection } from "../../database/connection.ts";
import { createConnectionPool } from "../../database/connection-pool.ts";
import { openDatabase } from "../../database/open-database.ts";
import { createStatementNames } from "../../database/statement-names.ts";
import { createEmitHook } from "../../hooks/emit-hook.ts";
import type { RemoteHooks } from "./remote-hooks.ts";

/** The plugin's own schema, by its own login: the only one that this process knows. */
export interface ChildDatabase extends AsyncDisposable {
  readonly database: Database;
  readonly emitHook: EmitHook;
}

/** As for a plugin in the platform's process. */
const MAX_CONNECTIONS = 5;
const QUERY_TIMEOUT_MS = 5000;
const IDLE_MS = 10_000;

/** Connects at the first query. */
export function openChildDatabase(options: {
  readonly url: string;
  readonly schemaName: string;
  readonly pluginId: string;
  readonly logger: Logger;
  readonly clock: Clock;
  readonly hooks: Pick<RemoteHooks, "deliverLocally">;
}): ChildDatabase {
  const { url, schemaName, pluginId, logger, hooks } = options;
  const monotonic = () => options.clock.monotonic();
  const pool = createConnectionPool({ maxConnections: MAX_CONNECTIONS, idleMs: IDLE_MS, monotonic });
  const open = () =>
    openConnection({
      url,
      schemaName,
      connectTimeoutMs: QUERY_TIMEOUT_MS,
      statementTimeoutMs: QUERY_TIMEOUT_MS * 0.9,
      logger,
    });
  const database = openDatabase({
    login: { schemaName, maxConnections: MAX_CONNECTIONS, open },
    pool,
    names: createStatementNames(),
    queryTimeoutMs: QUERY_TIMEOUT_MS,
    maxWaitMs: QUERY_TIMEOUT_MS * 0.8,
    monotonic,
  });
  return {
    database,
    emitHook: createEmitHook({ pluginId, database, deliverLocally: hooks.deliverLocally }),
    [Symbol.asyncDispose]: () => pool[Symbol.asyncDispose](),
  };
}
