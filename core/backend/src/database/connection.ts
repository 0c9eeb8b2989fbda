import { Socket } from "node:net";
import { DatabaseTimeoutError, type Logger } from "@checkstack/backend-api";
import { Client, type CustomTypesConfig, type QueryResult } from "pg";
import { withDeadline } from "../deadline.ts";
import { describeQueryError, headOf, isStalePlan } from "./query-error.ts";

/** How a connection signs in and what bounds it. */
export interface ConnectionOptions {
  /** With user and password: `postgres://user:password@host:port/database`. */
  readonly url: string;
  /** The schema that errors name. */
  readonly schemaName: string;
  readonly connectTimeoutMs: number;
  /** The server's own limit for one statement; 0 for none. */
  readonly statementTimeoutMs: number;
  /** Set where the login has no search path of its own. */
  readonly searchPath?: string;
  readonly logger: Logger;
}

/** A statement as the driver takes it. */
export interface QueryRequest {
  readonly text: string;
  readonly values?: unknown[];
  readonly name?: string;
  readonly rowMode?: "array";
  readonly types?: CustomTypesConfig;
}

/** One connection on which every statement has a deadline. Past it the connection is destroyed, since the answer may still come. */
export interface Connection {
  query(request: QueryRequest, timeoutMs: number): Promise<QueryResult>;
  /** False once the connection is lost or was left inside a transaction. */
  isReusable(): boolean;
  /** Calls `listener` once when the connection is gone, for whatever reason. */
  onEnd(listener: () => void): void;
  onNotification(listener: (channel: string, payload: string) => void): void;
  /** Says goodbye to the server without waiting for its answer. */
  close(): void;
  destroy(): void;
}

/** The server ends transactions that hold locks and wait for their own process this long. */
const IDLE_IN_TRANSACTION_MS = 30_000;

export async function openConnection(options: ConnectionOptions): Promise<Connection> {
  const socket = new Socket();
  const client = new Client({
    connectionString: options.url,
    application_name: "checkstack",
    keepAlive: true,
    statement_timeout: options.statementTimeoutMs,
    idle_in_transaction_session_timeout: IDLE_IN_TRANSACTION_MS,
    stream: () => socket,
    ...(options.searchPath === undefined
      ? {}
      : { options: `-c search_path=${options.searchPath.replaceAll(" ", "\\ ")}` }),
  });
  // Without a listener a stop of the server would end this process.
  client.on("error", (error) => options.logger.debug("database connection lost", { reason: error.message }));
  try {
    await withDeadline(client.connect(), { ms: options.connectTimeoutMs, onExpired: () => connectTimeout(options) });
  } catch (error) {
    socket.destroy();
    throw describeQueryError(error, { schemaName: options.schemaName, sql: "connect" });
  }
  return guard(client, socket, options);
}

const connectTimeout = ({ schemaName, connectTimeoutMs }: ConnectionOptions): Error =>
  new DatabaseTimeoutError(
    `schema "${schemaName}": no connection to the database within ${connectTimeoutMs} ms; is the server running and reachable?`,
  );

function guard(client: Client, socket: Socket, { schemaName }: ConnectionOptions): Connection {
  let ended = false;
  let stale = false;
  /** The driver takes one statement at a time. */
  let tail: Promise<unknown> = Promise.resolve();
  client.on("end", () => (ended = true));
  const destroy = (): void => {
    ended = true;
    socket.destroy();
  };
  async function send(request: QueryRequest, timeoutMs: number): Promise<QueryResult> {
    try {
      return await withDeadline(client.query(request), {
        ms: timeoutMs,
        onExpired() {
          destroy();
          return new DatabaseTimeoutError(
            `schema "${schemaName}": no answer within ${Math.round(timeoutMs)} ms to: ${headOf(request.text)}`,
          );
        },
      });
    } catch (error) {
      stale ||= isStalePlan(error);
      throw describeQueryError(error, { schemaName, sql: request.text });
    }
  }
  return {
    query(request, timeoutMs) {
      const result = tail.then(() => send(request, timeoutMs));
      tail = result.catch(() => undefined);
      return result;
    },
    isReusable: () => !ended && !stale && client.getTransactionStatus() === "I",
    onEnd: (listener) => void client.once("end", listener),
    onNotification: (listener) =>
      void client.on("notification", ({ channel, payload }) => listener(channel, payload ?? "")),
    close() {
      ended = true;
      client.end().catch(destroy);
      // A frozen server never closes its half.
      setTimeout(destroy, 1000).unref();
    },
    destroy,
  };
}
