import { EventEmitter } from "node:events";
import { Client, Pool, type ClientConfig } from "pg";
import type { PgPool, PgPoolClient, PgQueryable, PgQueryResult } from "bullmq";

/** One pool and one listening connection for all of BullMQ's queues and workers of this process. */
export interface SharedPool {
  /** To be given to BullMQ, once for each queue and worker. */
  view(): PgPool;
  /** Calls `listener` with the first answer after a connection was lost. */
  onReconnect(listener: () => void): Disposable;
  end(): Promise<void>;
}

/** The name that BullMQ gives its schema where it cannot know another. */
const BULLMQ_SCHEMA = '"bullmq"';
/** Errors of a connection rather than of a statement: SQLSTATE classes 08 and 57P, and those of sockets. */
const CONNECTION_ERROR = /^(08...|57P..|E[A-Z]+)$/;

export const schemaInPlace = (text: string, quotedSchema: string): string =>
  text.replaceAll(BULLMQ_SCHEMA, quotedSchema);

/** Makes a pool over `config`, whose login has `quotedSchema` as its search path. */
export function createSharedPool(options: {
  config: ClientConfig;
  quotedSchema: string;
  maxConnections: number;
}): SharedPool {
  const { config, quotedSchema } = options;
  const pool = new Pool({ ...config, max: options.maxConnections, idleTimeoutMillis: 10_000 });
  pool.on("error", () => {}); // An idle connection that is lost is made anew when it is needed.
  const statements: PgQueryable = pool;
  const listeners = createListeners(config);
  const waiting = new Set<() => void>();
  let isLost = false;

  async function query<R>(text: string, parameters?: readonly unknown[]): Promise<PgQueryResult<R>> {
    try {
      const result = await statements.query<R>(schemaInPlace(text, quotedSchema), parameters && [...parameters]);
      answered();
      return result;
    } catch (error) {
      if (!isConnectionLost(error)) throw error;
      isLost = true;
      throw asConnectionError(error);
    }
  }

  function answered(): void {
    if (!isLost) return;
    isLost = false;
    for (const listener of waiting) listener();
  }

  return {
    view: () =>
      Object.assign(new EventEmitter(), {
        query,
        connect: async () => listeners.open(query),
        end: async () => {},
        // BullMQ asks whether a lost connection is noticed.
        options: { keepAlive: true },
      }),
    onReconnect(listener) {
      waiting.add(listener);
      return { [Symbol.dispose]: () => void waiting.delete(listener) };
    },
    async end() {
      await listeners.end();
      await pool.end();
    },
  };
}

function isConnectionLost(error: unknown): error is Error {
  if (!(error instanceof Error)) return false;
  const code = "code" in error && typeof error.code === "string" ? error.code : "";
  return CONNECTION_ERROR.test(code) || /connection (terminated|timeout)|query read timeout/i.test(error.message);
}

/** BullMQ waits and tries again after this one code alone; after others it takes what it was about for failed. */
const asConnectionError = (error: unknown): unknown =>
  isConnectionLost(error) ? Object.assign(new Error(error.message, { cause: error }), { code: "ECONNREFUSED" }) : error;

/** BullMQ's statements begin with comments. */
const LISTEN = /^(\s|--[^\n]*\n)*listen\s/i;

type RunQuery = PgPool["query"];

/** Connections as BullMQ checks them out: their statements go through the pool, what they listen to comes over one for all. */
function createListeners(config: ClientConfig) {
  const views = new Set<EventEmitter>();
  let shared: Promise<Client> | undefined;

  function connected(): Promise<Client> {
    shared ??= connect();
    return shared;
  }

  async function connect(): Promise<Client> {
    const client = new Client({ ...config, keepAlive: true, keepAliveInitialDelayMillis: 5000, query_timeout: 5000 });
    const lost = (error: Error): void => {
      shared = undefined;
      for (const view of views) if (view.listenerCount("error") > 0) view.emit("error", error);
      views.clear();
      client.end().catch(() => undefined);
    };
    client.on("error", lost);
    client.on("notification", (message) => {
      for (const view of views) view.emit("notification", message);
    });
    try {
      await client.connect();
    } catch (error) {
      shared = undefined;
      throw asConnectionError(error);
    }
    return client;
  }

  /** The client takes one statement at a time. */
  let listening: Promise<unknown> = Promise.resolve();

  async function listen<R>(view: EventEmitter, text: string): Promise<PgQueryResult<R>> {
    const client: PgQueryable = await connected();
    views.add(view);
    const answer = listening.catch(() => {}).then(() => client.query<R>(text));
    listening = answer;
    return answer;
  }

  return {
    open(query: RunQuery): PgPoolClient {
      const view = new EventEmitter();
      return Object.assign(view, {
        query: (text: string, parameters?: readonly unknown[]) =>
          LISTEN.test(text) ? listen(view, text) : query(text, parameters),
        release: () => void views.delete(view),
      });
    },
    async end() {
      const client = await shared?.catch(() => undefined);
      client?.removeAllListeners("error");
      client?.on("error", () => {});
      await client?.end();
    },
  };
}
