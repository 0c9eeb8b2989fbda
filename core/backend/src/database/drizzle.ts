import {
  drizzle,
  nodePgCodecs,
  NodePgSession,
  NodePgTransaction,
  type NodePgDatabase,
} from "drizzle-orm/node-postgres";
import { PgDialect } from "drizzle-orm/pg-core";
import { Client, Pool } from "pg";
import type { QueryRequest } from "./connection.ts";
import type { Lease } from "./connection-pool.ts";
import type { Send } from "./open-database.ts";

/**
 * Drizzle takes a pool or a client of the driver and tells them apart by their class. These two never connect: what
 * Drizzle asks of them goes to our own connections, with deadlines.
 */
const poolShape = new Pool();
const clientShape = new Client();
const dialect = new PgDialect({ codecs: nodePgCodecs });

/** Drizzle over a pool, for one database; made once. */
export const drizzleOverPool = (send: Send, acquire: () => Promise<Lease>, queryTimeoutMs: number): NodePgDatabase =>
  drizzle({
    client: withMethods(poolShape, {
      query: sendAsDrizzle(send),
      connect: async () => {
        const { connection, release } = await acquire();
        return {
          query: sendAsDrizzle((request) => connection.query(request, queryTimeoutMs)),
          release,
          on: () => undefined,
          off: () => undefined,
        };
      },
    }),
  });

/** Drizzle inside a transaction that is already open; its own `transaction()` makes savepoints. */
export const drizzleOverTransaction = (send: Send): NodePgDatabase =>
  new NodePgTransaction(
    dialect,
    new NodePgSession(withMethods(clientShape, { query: sendAsDrizzle(send) }), dialect, {}),
    {},
    0,
    false,
  );

const sendAsDrizzle =
  (send: Send) =>
  (request: QueryRequest, values?: readonly unknown[]): ReturnType<Send> =>
    send(values ? { ...request, values: [...values] } : request);

const withMethods = <T extends object>(shape: T, methods: Readonly<Record<string, unknown>>): T =>
  new Proxy(shape, {
    get: (target, key, receiver) =>
      typeof key === "string" && key in methods ? methods[key] : Reflect.get(target, key, receiver),
  });
