import { mayAccess, type Access } from "@checkstack/common";
import type { PluginSocket, Scope, WebSocketHandler, WebSocketRegistry } from "@checkstack/backend-api";
import { closeSocket, SOCKET_CODES, type LiveSocket, type SocketEndpoint } from "./open-sockets.ts";

/** The sockets that plugins offer under `/api/ws/<pluginId>[/path]`. */
export interface WebSocketRoutes {
  /** The registry a plugin sees. Its routes go with its scope, and their sockets are closed with 1012 (restart). */
  registryFor(scope: Scope): WebSocketRegistry;
  /** `path` starts with a slash. */
  find(pluginId: string, path: string): SocketEndpoint | undefined;
  /** Every endpoint there is: `{ path: "/api/ws/demo/events", access: "authenticated" }`. */
  list(): readonly { readonly path: string; readonly access: Access }[];
}

export function createWebSocketRoutes(options: {
  readonly onHandlerError: (pluginId: string, error: unknown) => void;
}): WebSocketRoutes {
  const endpoints = new Map<string, PluginEndpoint>();
  return {
    registryFor: (scope) => ({
      register(path, handler) {
        const key = `${scope.pluginId}${path}`;
        if (!path.startsWith("/")) throw new Error(`WebSocket path "${path}" must start with a slash`);
        if (endpoints.has(key)) throw new Error(`plugin "${scope.pluginId}" registers WebSocket path "${path}" twice`);
        const endpoint = createPluginEndpoint(scope.pluginId, handler, options.onHandlerError);
        endpoints.set(key, endpoint);
        scope.defer(() => {
          endpoints.delete(key);
          endpoint.closeAll();
        });
      },
    }),
    find: (pluginId, path) => endpoints.get(`${pluginId}${path}`),
    list: () => [...endpoints].map(([key, { access }]) => ({ path: `/api/ws/${key}`, access })),
  };
}

interface PluginEndpoint extends SocketEndpoint {
  closeAll(): void;
}

const SERVICE_RESTART = 1012;
const INTERNAL_ERROR = 1011;

function createPluginEndpoint(
  pluginId: string,
  handler: WebSocketHandler,
  onHandlerError: (pluginId: string, error: unknown) => void,
): PluginEndpoint {
  const sockets = new Map<LiveSocket, PluginSocket>();

  /** Runs a handler of the plugin; its error closes this socket and no other. */
  function run(socket: LiveSocket, work: (view: PluginSocket) => void | Promise<void>): void {
    const view = sockets.get(socket);
    if (!view) return;
    const fail = (error: unknown) => {
      onHandlerError(pluginId, error);
      closeSocket(socket, INTERNAL_ERROR, "internal error");
    };
    try {
      work(view)?.catch(fail);
    } catch (error) {
      fail(error);
    }
  }

  return {
    pluginId,
    access: handler.access,
    open(socket) {
      sockets.set(socket, createPluginSocket(socket));
      run(socket, (view) => handler.open?.(view));
    },
    message: (socket, data) => run(socket, (view) => handler.message?.(view, data)),
    drain: (socket) => run(socket, (view) => handler.drain?.(view)),
    close(socket, code, reason) {
      run(socket, (view) => handler.close?.(view, code, reason));
      sockets.delete(socket);
    },
    recheck(socket) {
      if (mayAccess(socket.data.person, pluginId, handler.access)) return;
      closeSocket(socket, SOCKET_CODES.accessLost, "access was taken away");
    },
    closeAll() {
      for (const socket of sockets.keys()) closeSocket(socket, SERVICE_RESTART, "the plugin restarts");
    },
  };
}

function createPluginSocket(socket: LiveSocket): PluginSocket {
  return {
    id: socket.data.id,
    request: socket.data.request,
    get principal() {
      return socket.data.person;
    },
    send(data) {
      // Bun: bytes sent, -1 when they wait in the buffer, 0 when the buffer is full and nothing was taken.
      const result = socket.send(data);
      if (result === 0) return "blocked";
      return result === -1 ? "queued" : "sent";
    },
    close: (code = 1000, reason = "") => closeSocket(socket, code, reason),
  };
}
