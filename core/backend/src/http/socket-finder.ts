import type { Elsewhere } from "../elsewhere/endpoint-table.ts";
import { NoHost, tryEach } from "../elsewhere/try-each.ts";
import type { SocketEndpoint } from "./open-sockets.ts";
import type { WebSocketRoutes } from "./websocket-routes.ts";

/** Finds what takes the sockets of a path under `/api/ws`: a plugin of this process, or one elsewhere. */
export function createSocketFinder(options: {
  readonly sockets: Pick<WebSocketRoutes, "find">;
  readonly elsewhere?: Elsewhere;
}): (pathname: string) => Promise<SocketEndpoint | undefined> {
  const { sockets, elsewhere } = options;
  return async (pathname) => {
    const [pluginId = "", ...rest] = pathname.slice("/api/ws/".length).split("/");
    const path = `/${rest.join("/")}`;
    const here = sockets.find(pluginId, path);
    if (here) return here;
    const endpoints = elsewhere?.endpoints(pluginId) ?? [];
    if (endpoints.length === 0) {
      if (elsewhere?.isKnown(pluginId)) throw new NoHost(pluginId);
      return undefined;
    }
    const { signal } = new AbortController();
    return tryEach({ pluginId, endpoints, isIdempotent: true, signal }, async (endpoint) => endpoint.socket(path));
  };
}
