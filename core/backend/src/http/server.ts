import type { Person } from "@checkstack/common";
import type { Clock, Logger } from "@checkstack/backend-api";
import type { Server } from "bun";
import type { ContractRegistry } from "../rpc/contract-registry.ts";
import type { ServiceTokenVerifier } from "../rpc/service-token.ts";
import type { SignalHub } from "../signals/signal-hub.ts";
import { createOpenSockets, type LiveSocket, type OpenSockets, type SocketState } from "./open-sockets.ts";
import type { Readiness } from "./readiness.ts";
import { createRequestHandler } from "./request-handler.ts";
import { StartupError } from "./startup-error.ts";
import type { WebSocketRoutes } from "./websocket-routes.ts";

export interface HttpServer extends AsyncDisposable {
  readonly url: string;
  readonly port: number;
}

export interface HttpServerOptions {
  /** 0 for one that is free. */
  readonly port: number;
  readonly hostname?: string;
  readonly contracts: ContractRegistry;
  readonly signals: SignalHub;
  readonly sockets: WebSocketRoutes;
  /** Who a request is from. May throw an `ORPCError` (503) while nobody can say. */
  readonly authenticate: (headers: Headers) => Promise<Person>;
  /** Checks the tokens of other instances, on RPC calls alone. */
  readonly serviceTokens?: ServiceTokenVerifier;
  readonly readiness: () => Readiness;
  /** The built pages; absent in processes that serve the API alone, and in development. */
  readonly frontendDir?: string;
  /** Answers `/plugins/<id>@<version>/...`. */
  readonly pluginAssets?: (path: string) => Promise<Response | undefined>;
  /** Where people reach the platform, if a proxy makes it differ from the `Host` of requests: its pages may change things. */
  readonly publicUrl?: string;
  /** Addresses and networks whose `X-Forwarded-For` is believed. */
  readonly trustedProxies?: readonly string[];
  readonly logger: Logger;
  readonly clock: Clock;
  /** How long a stop waits for requests that are being answered. Default 10 s. */
  readonly drainMs?: number;
}

const KB = 1024;
/** Beyond any limit a contract may set for itself; the last line. */
const MAX_BODY = 256 * KB * KB;
const SWEEP_MS = 1000;
const GOING_AWAY = 1001;

/** Opens the port at once: plugins come and go behind it. Throws `StartupError` when the port is taken. */
export async function startHttpServer(options: HttpServerOptions): Promise<HttpServer> {
  const { signals, drainMs = 10_000 } = options;
  const openSockets = createOpenSockets(options);
  const handle = createRequestHandler(options);
  const requests = createRequestCount();
  const server = listen(options, openSockets, (request, current) => requests.count(handle(request, current)));
  signals.connect({ publish: (topic, message) => void server.publish(topic, message) });
  const stopSweeping = every(SWEEP_MS, () => openSockets.sweep());

  return {
    url: `http://${options.hostname ?? "localhost"}:${server.port}`,
    port: server.port ?? 0,
    async [Symbol.asyncDispose]() {
      stopSweeping();
      const stopped = server.stop(false);
      openSockets.closeAll(GOING_AWAY, "the server stops");
      await Promise.race([requests.idle(), Bun.sleep(drainMs)]);
      await server.stop(true);
      await stopped;
    },
  };
}

function listen(
  { port, hostname }: HttpServerOptions,
  openSockets: OpenSockets,
  fetch: (request: Request, server: Server<SocketState>) => Promise<Response>,
): Server<SocketState> {
  try {
    return Bun.serve<SocketState>({
      port,
      hostname,
      // Long polls and event streams end by themselves; a silent client is cut off after a minute.
      idleTimeout: 60,
      maxRequestBodySize: MAX_BODY,
      fetch,
      websocket: {
        maxPayloadLength: KB * KB,
        backpressureLimit: KB * KB,
        idleTimeout: 120,
        open(socket: LiveSocket) {
          openSockets.add(socket);
          socket.data.endpoint.open(socket);
        },
        message: (socket: LiveSocket, data) => socket.data.endpoint.message(socket, data),
        drain: (socket: LiveSocket) => socket.data.endpoint.drain(socket),
        close(socket: LiveSocket, code, reason) {
          openSockets.delete(socket);
          socket.data.endpoint.close(socket, code, reason);
        },
      },
    });
  } catch (cause) {
    throw new StartupError(
      `port ${port} cannot be opened (${cause instanceof Error ? cause.message : String(cause)}); ` +
        `stop what uses it or set PORT to another one`,
      { cause },
    );
  }
}

/** Knows when the last request has been answered. */
function createRequestCount() {
  let open = 0;
  let onIdle: (() => void) | undefined;
  return {
    async count<T>(work: Promise<T>): Promise<T> {
      open += 1;
      try {
        return await work;
      } finally {
        open -= 1;
        if (open === 0) onIdle?.();
      }
    },
    idle: () =>
      new Promise<void>((resolve) => {
        if (open === 0) resolve();
        else onIdle = resolve;
      }),
  };
}

/** Runs `work` again and again, never twice at a time, until called off. */
function every(ms: number, work: () => Promise<void>): () => void {
  let timer: Timer | undefined;
  let stopped = false;
  const next = () => {
    if (stopped) return;
    timer = setTimeout(() => void work().finally(next), ms);
    timer.unref();
  };
  next();
  return () => {
    stopped = true;
    clearTimeout(timer);
  };
}
