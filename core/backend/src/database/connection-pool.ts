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
  readonly state: LoginState;
  readonly connection: Connection;
  idleSince: number;
  retired: boolean;
}

interface Waiter {
  readonly since: number;
  resolve(lease: Lease): void;
  reject(error: unknown): void;
}

/** What one login holds and who waits for it, first come first served. */
interface LoginState {
  readonly login: Login;
  readonly waiters: Waiter[];
  /** The one used last at the end, so that the others grow old and are closed. */
  readonly idle: Pooled[];
  readonly held: Set<Pooled>;
  opening: number;
}

export function createConnectionPool(options: {
  maxConnections: number;
  idleMs: number;
  monotonic: () => number;
}): ConnectionPool {
  const states = new Map<Login, LoginState>();
  let total = 0;
  let sweep: Timer | undefined;
  let disposed = false;

  function stateOf(login: Login): LoginState {
    const state = states.get(login) ?? { login, waiters: [], idle: [], held: new Set<Pooled>(), opening: 0 };
    states.set(login, state);
    return state;
  }

  /** Serves whom it can, the longest waiting login first. One login's queue never holds up another's. */
  function pump(): void {
    const waiting = [...states.values()].filter(({ waiters }) => waiters.length > 0);
    for (const state of waiting.toSorted((a, b) => (a.waiters[0]?.since ?? 0) - (b.waiters[0]?.since ?? 0))) {
      while (state.waiters.length > 0 && state.idle.length > 0) {
        const pooled = state.idle.pop();
        if (pooled) state.waiters.shift()?.resolve(lease(pooled));
      }
      while (needsOpening(state) && makeRoom()) open(state);
    }
  }

  const needsOpening = ({ login, waiters, held, opening }: LoginState): boolean =>
    opening < waiters.length && held.size + opening < login.maxConnections;

  /** At the cap, the connection that was idle longest gives way. */
  function makeRoom(): boolean {
    if (total < options.maxConnections) return true;
    const [oldest] = [...states.values()]
      .flatMap(({ idle }) => idle.slice(0, 1))
      .toSorted((a, b) => a.idleSince - b.idleSince);
    if (!oldest) return false;
    close(oldest);
    return true;
  }

  function open(state: LoginState): void {
    state.opening++;
    total++;
    state.login.open().then(
      (connection) => {
        state.opening--;
        if (disposed) return connection.close();
        const pooled: Pooled = { state, connection, idleSince: options.monotonic(), retired: false };
        state.held.add(pooled);
        state.idle.push(pooled);
        connection.onEnd(() => {
          forget(pooled);
          pump();
        });
        sweep ??= setInterval(closeIdle, Math.max(50, options.idleMs / 2)).unref();
        pump();
      },
      (error: unknown) => {
        state.opening--;
        total--;
        state.waiters.shift()?.reject(error);
        pump();
      },
    );
  }

  function forget(pooled: Pooled): void {
    const { held, idle } = pooled.state;
    if (!held.delete(pooled)) return;
    total--;
    const index = idle.indexOf(pooled);
    if (index >= 0) idle.splice(index, 1);
  }

  function close(pooled: Pooled): void {
    forget(pooled);
    pooled.connection.close();
  }

  function closeIdle(): void {
    const before = options.monotonic() - options.idleMs;
    for (const { idle } of states.values()) {
      for (const pooled of idle.filter(({ idleSince }) => idleSince <= before)) close(pooled);
    }
    if (total > 0) return;
    clearInterval(sweep);
    sweep = undefined;
  }

  const lease = (pooled: Pooled): Lease => ({
    connection: pooled.connection,
    release() {
      if (disposed || pooled.retired || !pooled.connection.isReusable()) {
        close(pooled);
      } else {
        pooled.idleSince = options.monotonic();
        pooled.state.idle.push(pooled);
      }
      pump();
    },
  });

  return {
    acquire(login, timeoutMs) {
      if (disposed) return Promise.reject(closedError(login));
      const state = stateOf(login);
      const free = state.waiters.length === 0 ? state.idle.pop() : undefined;
      if (free) return Promise.resolve(lease(free));
      return new Promise((resolve, reject) => {
        const timer = setTimeout(() => {
          state.waiters.splice(state.waiters.indexOf(waiter), 1);
          reject(busy(login, timeoutMs, state.held.size));
        }, timeoutMs);
        const waiter: Waiter = {
          since: options.monotonic(),
          resolve(value) {
            clearTimeout(timer);
            resolve(value);
          },
          reject(error) {
            clearTimeout(timer);
            reject(error);
          },
        };
        state.waiters.push(waiter);
        pump();
      });
    },
    retire(login) {
      const state = states.get(login);
      if (!state) return;
      for (const pooled of state.held) pooled.retired = true;
      for (const pooled of state.idle.slice()) close(pooled);
      if (state.waiters.length + state.opening === 0) states.delete(login);
    },
    stats() {
      const all = [...states.values()];
      return {
        open: all.reduce((sum, { held }) => sum + held.size, 0),
        idle: all.reduce((sum, { idle }) => sum + idle.length, 0),
        waiting: all.reduce((sum, { waiters }) => sum + waiters.length, 0),
      };
    },
    async [Symbol.asyncDispose]() {
      disposed = true;
      clearInterval(sweep);
      for (const { login, waiters, idle } of states.values()) {
        for (const waiter of waiters.splice(0)) waiter.reject(closedError(login));
        for (const pooled of idle.slice()) close(pooled);
      }
    },
  };
}

const closedError = ({ schemaName }: Login): Error => new Error(`schema "${schemaName}": the database is closed`);

const busy = ({ schemaName, maxConnections }: Login, timeoutMs: number, held: number): Error =>
  new DatabaseTimeoutError(
    held < maxConnections
      ? `schema "${schemaName}": waited ${Math.round(timeoutMs)} ms for a connection: the server does not answer, or all connections of this process are in use`
      : `schema "${schemaName}": waited ${Math.round(timeoutMs)} ms for a connection: all ${maxConnections} are in use`,
  );
