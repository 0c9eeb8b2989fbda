import type { Person } from "@checkstack/common";
import type { Logger } from "@checkstack/backend-api";
import type { PeerHandler } from "../elsewhere/peer-handler.ts";
import { createOpenSockets, type SocketState } from "../http/open-sockets.ts";
import { StartupError } from "../startup-error.ts";
import type { CertificateAndKey } from "./self-signed.ts";

/** Answers other instances, over TLS alone. */
export interface InstanceServer extends AsyncDisposable {
  readonly port: number;
  /** Requests that are being answered. */
  running(): number;
}

export interface InstanceServerOptions extends CertificateAndKey {
  /** 0 for one that is free. */
  readonly port: number;
  readonly hostname: string;
  readonly handle: PeerHandler;
  readonly authenticate: (headers: Headers) => Promise<Person>;
  readonly logger: Logger;
}

const MAX_BODY = 256 * 1024 * 1024;
const GOING_AWAY = 1001;
const DRAIN_MS = 10_000;

/** Throws `StartupError` when the port is taken. */
export function startInstanceServer(options: InstanceServerOptions): InstanceServer {
  const { port, hostname, certificate, privateKey, handle } = options;
  const openSockets = createOpenSockets(options);
  const server = (() => {
    try {
      return Bun.serve<SocketState>({
        port,
        hostname,
        tls: { cert: certificate, key: privateKey },
        idleTimeout: 120,
        maxRequestBodySize: MAX_BODY,
        development: false,
        reusePort: false,
        fetch: handle,
        websocket: openSockets.handler,
      });
    } catch (cause) {
      throw new StartupError(
        `port ${port} for other instances cannot be opened (${cause instanceof Error ? cause.message : String(cause)}); ` +
          `set CHECKSTACK_INSTANCE_PORT to another one, or leave it out`,
        { cause },
      );
    }
  })();
  return {
    port: server.port ?? 0,
    running: () => server.pendingRequests,
    async [Symbol.asyncDispose]() {
      openSockets[Symbol.dispose]();
      const finished = server.stop(false);
      openSockets.closeAll(GOING_AWAY, "the instance stops");
      const cutOff = setTimeout(() => void server.stop(true), DRAIN_MS);
      await finished;
      clearTimeout(cutOff);
      await server.stop(true);
    },
  };
}
