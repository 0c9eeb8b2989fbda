import type { ForwardedFrom, PluginEndpoint } from "../elsewhere/plugin-endpoint.ts";
import { tryEach } from "../elsewhere/try-each.ts";

export interface ForwardOptions {
  readonly pluginId: string;
  readonly from: ForwardedFrom;
}

/** A request that is passed on. */
export interface Forwarding {
  /** What it asks changes nothing, however often it is asked. */
  readonly isIdempotent: boolean;
  /** It can be sent again: it has no body, or one that was kept. */
  readonly isRepeatable: boolean;
  /** The client is still there. */
  readonly signal: AbortSignal;
  /** The request as it came, unread as long as `isRepeatable` or nothing was sent. */
  request(): Request;
  /** Sends it to one endpoint after the other while that cannot have done it twice. */
  send(endpoints: readonly PluginEndpoint[]): Promise<Response>;
}

/** Up to here a body is kept, so that the request can be sent again to the next endpoint. */
const KEPT_BYTES = 1024 * 1024;

/** Makes a request ready to be passed on to where its plugin answers. */
export async function forwarding(request: Request, { pluginId, from }: ForwardOptions): Promise<Forwarding> {
  const again = await repeatable(request);
  const { signal, method } = request;
  const isIdempotent = method === "GET" || method === "HEAD";
  const current = again ?? (() => request);
  return {
    isIdempotent,
    isRepeatable: again !== undefined,
    signal,
    request: current,
    send(all) {
      // A body that streams through can be sent once.
      const endpoints = again ? all : all.slice(0, 1);
      return tryEach({ pluginId, endpoints, isIdempotent, signal }, (endpoint) => endpoint.forward(current(), from));
    },
  };
}

/** Passes a request on to the first of `endpoints` that answers. */
export async function forwardRequest(
  request: Request,
  options: ForwardOptions & { readonly endpoints: readonly PluginEndpoint[] },
): Promise<Response> {
  return (await forwarding(request, options)).send(options.endpoints);
}

/** Makes the same request again and again; `undefined` when its body is long, or of unknown length. */
async function repeatable(request: Request): Promise<(() => Request) | undefined> {
  if (request.body === null) return () => request;
  const length = request.headers.get("content-length");
  if (length === null || Number(length) > KEPT_BYTES) return undefined;
  const { url, method, headers, signal } = request;
  const body = await request.arrayBuffer();
  return () => new Request(url, { method, headers, signal, body });
}
