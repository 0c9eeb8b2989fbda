import type { CallOptions } from "@checkstack/backend-api";
import * as z from "zod";
import type { SocketEndpoint } from "../http/open-sockets.ts";
import type { PeerCall } from "./peer-call.ts";
import { send } from "./peer-request.ts";
import { PLATFORM_CALLER, type PluginEndpoint } from "./plugin-endpoint.ts";
import { audienceOf, endToEnd, HEADERS } from "./wire.ts";

/** A way to one other process. */
export interface Peer {
  /** For people and logs: `instance 0197a3…`. */
  readonly place: string;
  /** Without a slash at the end. */
  readonly url: string;
  /** Sends with what secures the connection. Rejects as `fetch` does. */
  fetch(url: string | Request, init?: BunFetchRequestInit): Promise<Response>;
  /** A ticket or token for one use. */
  token(use: TokenUse): Promise<string>;
  /** Aborted when the process is taken for lost, which may be wrong: what can be asked again is asked elsewhere. */
  readonly lost: AbortSignal;
  /** Aborted long after that: what cannot be asked again ends too. */
  readonly gone: AbortSignal;
  /** Whether an error of `fetch` came before anything could be read at the other side. */
  isNotDelivered(error: unknown): boolean;
}

export interface TokenUse extends CallOptions {
  readonly audience: string;
  readonly caller: string;
}

/** A plugin at the other side of `peer`. `sockets` finds those that it takes. */
export function createHttpEndpoint(options: {
  readonly pluginId: string;
  readonly peer: Peer;
  readonly call: PeerCall;
  readonly socket: (path: string) => SocketEndpoint | undefined;
}): PluginEndpoint {
  const { pluginId, peer, call, socket } = options;
  const token = (audience: string) => peer.token({ audience, caller: PLATFORM_CALLER });
  return {
    pluginId,
    place: peer.place,
    call: (path, input, callOptions) =>
      call({ path: `/call/${pluginId}`, audience: audienceOf.call(pluginId), pluginId }, path, input, callOptions),
    async forward(request, { clientAddress }) {
      const headers = endToEnd(request.headers);
      headers.set(HEADERS.url, request.url);
      headers.set(HEADERS.clientAddress, clientAddress);
      // Otherwise the client library adds codings that the client did not ask for.
      if (!headers.has("accept-encoding")) headers.set("accept-encoding", "identity");
      const ending = isSafe(request) ? peer.lost : peer.gone;
      const signal = AbortSignal.any([request.signal, ending]);
      const answer = await send({ peer, pluginId, ending }, signal, async () => {
        headers.set(HEADERS.token, await token(audienceOf.forward(pluginId)));
        return peer.fetch(`${peer.url}/forward/${pluginId}`, {
          method: request.method,
          headers,
          body: request.body,
          signal,
          redirect: "manual",
          decompress: false,
        });
      });
      return passBack(answer);
    },
    socket,
    async openApiPaths() {
      const signal = AbortSignal.any([AbortSignal.timeout(OPENAPI_MS), peer.lost]);
      const answer = await send({ peer, pluginId, ending: peer.lost }, signal, async () => {
        const headers = { [HEADERS.token]: await token(audienceOf.openApi(pluginId)) };
        return peer.fetch(`${peer.url}/openapi/${pluginId}`, { headers, signal });
      });
      return z.record(z.string(), z.record(z.string(), z.unknown())).safeParse(await answer.json()).data;
    },
  };
}

/** What GET answers changes nothing (RFC 9110 section 9.2.1). */
const isSafe = ({ method }: Request): boolean => method === "GET" || method === "HEAD";

const OPENAPI_MS = 3000;
/** Short answers are taken whole: sending on a stream costs more. */
const TAKEN_WHOLE_BYTES = 256 * 1024;

async function passBack(answer: Response): Promise<Response> {
  const headers = endToEnd(answer.headers);
  const { status } = answer;
  const length = headers.get("content-length");
  const isShort = length !== null && Number(length) <= TAKEN_WHOLE_BYTES;
  if (answer.body === null) return new Response(null, { status, headers });
  if (isShort) return new Response(await answer.arrayBuffer(), { status, headers });
  headers.delete("content-length");
  return new Response(answer.body, { status, headers });
}
