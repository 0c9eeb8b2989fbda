import type { ForwardedFrom, PluginEndpoint } from "../elsewhere/plugin-endpoint.ts";
import { tryEach } from "../elsewhere/try-each.ts";

export interface ForwardOptions {
  readonly pluginId: string;
  readonly endpoints: readonly PluginEndpoint[];
  readonly from: ForwardedFrom;
}

/** Up to here a body is kept, so that the request can be sent again to the next endpoint. */
const KEPT_BYTES = 1024 * 1024;

/** Passes a request on to where its plugin answers; to the next endpoint while that cannot have done it twice. */
export async function forwardRequest(request: Request, options: ForwardOptions): Promise<Response> {
  const { pluginId, endpoints, from } = options;
  const again = await repeatable(request);
  return tryEach(
    {
      pluginId,
      // A body that streams through can be sent once.
      endpoints: again ? endpoints : endpoints.slice(0, 1),
      isIdempotent: request.method === "GET" || request.method === "HEAD",
      signal: request.signal,
    },
    (endpoint) => endpoint.forward(again?.() ?? request, from),
  );
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
