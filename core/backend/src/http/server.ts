import type { Person } from "@checkstack/common";
import type { Clock, Logger } from "@checkstack/backend-api";
import type { Server } from "bun";
import type { Elsewhere } from "../elsewhere/endpoint-table.ts";
import type { ContractRegistry } from "../rpc/contract-registry.ts";
import type { SignalHub } from "../signals/signal-hub.ts";
import { StartupError } from "../startup-error.ts";
import { createOpenSockets, type OpenSockets, type SocketState } from "./open-sockets.ts";
import type { Readiness } from "./readiness.ts";
import { createRequestHandler, type RequestHandler } from "./request-handler.ts";
import type { WebSocketRoutes } from "./websocket-routes.ts";

export interface HttpServer extends AsyncDisposable {
  readonly url: string;
  readonly port: number;
}

export interface HttpServerOptions {
  /** 0 for one that is free. */
  readonly port: number;
  /** Takes one of the ports after it when it is taken. */
  readonly nextFreePort?: boolean;
  readonly hostname?: string;
  readonly contracts: ContractRegistry;
  /** Where plugins that are not served here answer: requests and sockets for them are passed on. */
  readonly elsewhere?: Elsewhere;
  readonly signals: SignalHub;
  readonly sockets: WebSocketRoutes;
  /** Who a request is from. May throw an `ORPCError` (503) while nobody can say. */
  readonly authenticate: (headers: Headers) => Promise<Person>;
  readonly readiness: () => Readiness;
  /** The folder of the pages, once they are built; absent in processes that serve the API alone, and in development. */
  readonly frontendDir?: Promise<string>;
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
const GOING_AWAY = 1001;

/** Opens the port at once: plugins come and go behind it. Throws `StartupError` when the port is taken. */
export async function startHttpServer(options: HttpServerOptions): Promise<HttpServer> {
  const { signals, drainMs = 10_000 } = options;
  const openSockets = createOpenSockets(options);
  const handle = createRequestHandler(options);
  const server = listen(options, openSockets, handle);
  signals.connect({
    publish: (topic, message) => void server.publish(topic, message),
    hasSubscribers: (topic) => server.subscriberCount(topic) > 0,
  });

  return {
    url: `http://${displayHost(options.hostname)}:${server.port}`,
    port: server.port ?? 0,
    async [Symbol.asyncDispose]() {
      openSockets[Symbol.dispose]();
      // Takes nothing new, and resolves once every answer has been sent; what is left after a while is cut off.
      const finished = server.stop(false);
      openSockets.closeAll(GOING_AWAY, "the server stops");
      const cutOff = setTimeout(() => void server.stop(true), drainMs);
      await finished;
      clearTimeout(cutOff);
      await server.stop(true);
    },
  };
}

/** The address of every interface is none that one can go to. */
const displayHost = (hostname: string | undefined): string =>
  hostname === undefined || hostname === "0.0.0.0" || hostname === "::" ? "localhost" : hostname;

const PORTS_TRIED = 20;

function listen(
  { port, hostname, nextFreePort = false }: HttpServerOptions,
  openSockets: OpenSockets,
  fetch: RequestHandler,
): Server<SocketState> {
  for (let tried = 0; ; tried++) {
    try {
      return listenAt({ port: port + tried, hostname }, openSockets, fetch);
    } catch (cause) {
      const isTaken = cause instanceof Error && "code" in cause && cause.code === "EADDRINUSE";
      if (nextFreePort && isTaken && tried < PORTS_TRIED) continue;
      throw new StartupError(
        `port ${port} cannot be opened (${cause instanceof Error ? cause.message : String(cause)}); ` +
          `stop what uses it or set PORT to another one`,
        { cause },
      );
    }
  }
}

const listenAt = (
  { port, hostname }: { port: number; hostname: string | undefined },
  openSockets: OpenSockets,
  fetch: RequestHandler,
): Server<SocketState> =>
  Bun.serve<SocketState>({
    port,
    hostname,
    // Longer than any procedure should be silent; a client that stopped in the middle of a request is cut off.
    idleTimeout: 120,
    maxRequestBodySize: MAX_BODY,
    // Never the error page with the stack. It would also let a second server share the port, which must be an error.
    development: false,
    reusePort: false,
    fetch,
    websocket: openSockets.handler,
  });
