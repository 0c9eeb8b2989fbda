import { DatabaseTimeoutError } from "@checkstack/backend-api";
import type { Connection } from "./connection.ts";

/** One login, with the most connections it may hold. */
export interface Login {
  /** The schema it is for. */
  readonly schemaName: string;
  readonly maxConnections: number;
  open(): Promise<Connection>;
}

/** Connections of several logins under one cap. Opens when asked, closes what stays idle. */
export interface ConnectionPool extends AsyncDisposable {
  /** Rejects with `DatabaseTimeoutError` when none is free within `timeoutMs`. */
  acquire(login: Login, timeoutMs: number): Promise<Lease>;
  /** Closes what a login holds: idle connections at once, others when they are released. */
  retire(login: Login): void;
  stats(): { readonly open: number; readonly idle: number; readonly waiting: number };
}

export interface Lease {
  readonly connection: Connection;
  /** Gives the connection back; one that is not fit for reuse is dropped. */
  release(): void;
}

interface Pooled {
  readonly login: Login;
  readonly connection: Connection;
  idleSince: number | undefined;
  retired: boolean;
}

interface Waiter {
  readonly login: Login;
  resolve(pooled: Pooled): void;
  reject(error: unknown): void;
}

export function createConnectionPool(options: {
  maxConnections: number;
  idleMs: number;
  monotonic: () => number;
}): ConnectionPool {
  const pooled = new Set<Pooled>();
  /** Connections on their way, by login. */
  const opening = new Map<Login, number>();
  const waiters: Waiter[] = [];
  let sweep: Timer | undefined;
  let disposed = false;

  const countOf = (login: Login): number =>
    (opening.get(login) ?? 0) +
    pooled
      .values()
      .filter((entry) => entry.login === login)
      .toArray().length;
  const total = (): number => pooled.size + opening.values().reduce((sum, count) => sum + count, 0);
  const idle = (): Pooled[] =>
    pooled
      .values()
      .filter((entry) => entry.idleSince !== undefined)
      .toArray()
      .toSorted((a, b) => (a.idleSince ?? 0) - (b.idleSince ?? 0));

  /** Serves every waiter that can be served, in order. One login's queue never holds up another's. */
  function pump(): void {
    for (const waiter of waiters.slice()) {
      const free = takeIdle(waiter.login);
      if (free) {
        waiters.splice(waiters.indexOf(waiter), 1);
        waiter.resolve(free);
      } else if (needsOpening(waiter.login) && makeRoom()) {
        open(waiter.login);
      }
    }
  }

  function takeIdle(login: Login): Pooled | undefined {
    for (const entry of pooled) {
      if (entry.login !== login || entry.idleSince === undefined) continue;
      entry.idleSince = undefined;
      return entry;
    }
    return undefined;
  }

  const needsOpening = (login: Login): boolean =>
    countOf(login) < login.maxConnections &&
    (opening.get(login) ?? 0) < waiters.filter((waiter) => waiter.login === login).length;

  function makeRoom(): boolean {
    if (total() < options.maxConnections) return true;
    const oldest = idle()[0];
    if (!oldest) return false;
    drop(oldest);
    return true;
  }

  function open(login: Login): void {
    opening.set(login, (opening.get(login) ?? 0) + 1);
    const settled = (): void => {
      const left = (opening.get(login) ?? 1) - 1;
      if (left === 0) opening.delete(login);
      else opening.set(login, left);
    };
    login.open().then(
      (connection) => {
        settled();
        adopt(login, connection);
      },
      (error: unknown) => {
        settled();
        const index = waiters.findIndex((waiter) => waiter.login === login);
        if (index >= 0) waiters.splice(index, 1)[0]?.reject(error);
        pump();
      },
    );
  }

  function adopt(login: Login, connection: Connection): void {
    if (disposed) return connection.close();
    const entry: Pooled = { login, connection, idleSince: options.monotonic(), retired: false };
    pooled.add(entry);
    connection.onEnd(() => {
      pooled.delete(entry);
      pump();
    });
    sweep ??= setInterval(closeIdle, Math.max(50, options.idleMs / 2)).unref();
    pump();
  }

  function drop(entry: Pooled): void {
    pooled.delete(entry);
    entry.connection.close();
  }

  function closeIdle(): void {
    const before = options.monotonic() - options.idleMs;
    for (const entry of idle()) if ((entry.idleSince ?? 0) <= before) drop(entry);
    if (pooled.size > 0) return;
    clearInterval(sweep);
    sweep = undefined;
  }

  function release(entry: Pooled): void {
    if (disposed || entry.retired || !entry.connection.isReusable()) drop(entry);
    else entry.idleSince = options.monotonic();
    if (waiters.length > 0) pump();
  }

  const lease = (entry: Pooled): Lease => ({ connection: entry.connection, release: () => release(entry) });

  return {
    acquire(login, timeoutMs) {
      if (disposed) return Promise.reject(new Error(`schema "${login.schemaName}": the database is closed`));
      const free = waiters.length === 0 ? takeIdle(login) : undefined;
      if (free) return Promise.resolve(lease(free));
      return new Promise((resolve, reject) => {
        const timer = setTimeout(() => {
          waiters.splice(waiters.indexOf(waiter), 1);
          reject(busy(login, timeoutMs, countOf(login)));
        }, timeoutMs);
        const waiter: Waiter = {
          login,
          resolve: (entry) => {
            clearTimeout(timer);
            resolve(lease(entry));
          },
          reject: (error) => {
            clearTimeout(timer);
            reject(error);
          },
        };
        waiters.push(waiter);
        pump();
      });
    },
    retire(login) {
      for (const entry of [...pooled].filter((held) => held.login === login)) {
        entry.retired = true;
        if (entry.idleSince !== undefined) drop(entry);
      }
    },
    stats: () => ({ open: pooled.size, idle: idle().length, waiting: waiters.length }),
    async [Symbol.asyncDispose]() {
      disposed = true;
      clearInterval(sweep);
      for (const waiter of waiters.splice(0)) waiter.reject(new Error("the database is closed"));
      for (const entry of idle()) drop(entry);
    },
  };
}

const busy = ({ schemaName, maxConnections }: Login, timeoutMs: number, held: number): Error =>
  new DatabaseTimeoutError(
    held < maxConnections
      ? `schema "${schemaName}": waited ${Math.round(timeoutMs)} ms for a connection: the server does not answer, or all connections of this process are in use`
      : `schema "${schemaName}": waited ${Math.round(timeoutMs)} ms for a connection: all ${maxConnections} are in use`,
  );
