import type { Database, Queries, Transaction } from "@checkstack/backend-api";
import type { NodePgDatabase } from "drizzle-orm/node-postgres";
import type pg from "pg";
import type { QueryRequest } from "./connection.ts";
import type { ConnectionPool, Lease, Login } from "./connection-pool.ts";
import { drizzleOverPool, drizzleOverTransaction } from "./drizzle.ts";
import { isStalePlan } from "./query-error.ts";
import type { StatementNames } from "./statement-names.ts";

/** What a database is made of. One deadline covers the wait for a connection and the statement itself. */
export interface DatabaseParts {
  readonly login: Login;
  readonly pool: ConnectionPool;
  readonly names: StatementNames;
  readonly queryTimeoutMs: number;
  readonly maxWaitMs: number;
  readonly monotonic: () => number;
}

/** Sends one statement. */
export type Send = (request: QueryRequest) => Promise<pg.QueryResult>;

export function openDatabase(parts: DatabaseParts): Database {
  const { login, pool, maxWaitMs } = parts;

  async function send(request: QueryRequest): Promise<pg.QueryResult> {
    const start = parts.monotonic();
    const lease = await pool.acquire(login, maxWaitMs);
    try {
      const left = parts.queryTimeoutMs - (parts.monotonic() - start);
      return await sendOn(lease, request, Math.max(1, left));
    } finally {
      lease.release();
    }
  }

  async function sendOn({ connection }: Lease, request: QueryRequest, timeoutMs: number): Promise<pg.QueryResult> {
    const named = withName(request, parts.names);
    try {
      return await connection.query(named, timeoutMs);
    } catch (error) {
      if (named.name === undefined || !isStalePlan(error)) throw error;
      return await connection.query(request, timeoutMs);
    }
  }

  async function transaction<T>(work: (tx: Transaction) => Promise<T>): Promise<T> {
    const lease = await pool.acquire(login, maxWaitMs);
    try {
      return await runTransaction(lease, parts, work);
    } finally {
      lease.release();
    }
  }

  let db: NodePgDatabase | undefined;
  return {
    schemaName: login.schemaName,
    query: queryOver(send),
    transaction,
    get db() {
      return (db ??= drizzleOverPool(send, () => pool.acquire(login, maxWaitMs), parts.queryTimeoutMs));
    },
  };
}

async function runTransaction<T>(
  { connection }: Lease,
  { login, names, queryTimeoutMs }: DatabaseParts,
  work: (tx: Transaction) => Promise<T>,
): Promise<T> {
  let open = true;
  const send: Send = (request) =>
    open
      ? connection.query(withName(request, names), queryTimeoutMs)
      : Promise.reject(new Error(`schema "${login.schemaName}": the transaction has ended; await every query in it`));
  let db: NodePgDatabase | undefined;
  const tx: Transaction = {
    isTransaction: true,
    query: queryOver(send),
    get db() {
      return (db ??= drizzleOverTransaction(send));
    },
  };
  await connection.query({ text: "begin" }, queryTimeoutMs);
  try {
    const value = await work(tx);
    open = false;
    const { command } = await connection.query({ text: "commit" }, queryTimeoutMs);
    if (command === "COMMIT") return value;
    throw new Error(
      `schema "${login.schemaName}": the transaction was rolled back, because a statement in it had failed and the error was caught; let it through, or use a savepoint`,
    );
  } catch (error) {
    open = false;
    await rollBack(connection, queryTimeoutMs);
    throw error;
  }
}

/** A connection that cannot even roll back is no use to anyone. */
async function rollBack(connection: Lease["connection"], timeoutMs: number): Promise<void> {
  if (connection.isReusable()) return;
  await connection.query({ text: "rollback" }, timeoutMs).catch(() => connection.destroy());
}

const queryOver =
  (send: Send): Queries["query"] =>
  async (sql, parameters) =>
    (await send({ text: sql, ...(parameters && { values: [...parameters] }) })).rows;

/** Without parameters a text may hold several statements, which cannot be prepared. */
function withName(request: QueryRequest, names: StatementNames): QueryRequest {
  if (request.name !== undefined || request.values === undefined || request.values.length === 0) return request;
  const name = names.nameOf(request.text);
  return name === undefined ? request : { ...request, name };
}
