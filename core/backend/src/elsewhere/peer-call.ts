import { StandardRPCJsonSerializer, StandardRPCLinkCodec, StandardRPCSerializer } from "@orpc/client/standard";
import { ORPCError } from "@orpc/client";
import { toFetchBody, toStandardLazyResponse } from "@orpc/standard-server-fetch";
import type { Peer } from "./http-endpoint.ts";
import { send } from "./peer-request.ts";
import { PluginUnreachable, type EndpointCall } from "./plugin-endpoint.ts";
import { HEADERS } from "./wire.ts";

interface CallTarget {
  readonly path: string;
  readonly audience: string;
  /** Whom an error names. */
  readonly pluginId: string;
  readonly callId?: string;
}

/** Calls something at the other side in the RPC protocol. */
export type PeerCall = (
  to: CallTarget,
  procedure: readonly string[],
  input: unknown,
  options: EndpointCall,
) => Promise<unknown>;

const serializer = new StandardRPCSerializer(new StandardRPCJsonSerializer());
const codec = new StandardRPCLinkCodec(serializer, { url: "" });

export function createPeerCall(peer: Peer): PeerCall {
  return async ({ path, audience, pluginId, callId }, procedure, input, options) => {
    const { caller, onBehalfOf, isIdempotent } = options;
    const ending = isIdempotent ? peer.lost : peer.gone;
    const signal = AbortSignal.any([options.signal, ending]);
    // Compressing costs more than it saves between processes that are near.
    const headers = new Headers({ "accept-encoding": "identity" });
    if (callId !== undefined) headers.set(HEADERS.callId, callId);
    const body = toFetchBody(serializer.serialize(input), headers);
    const answer = await send({ peer, pluginId, ending }, signal, async () => {
      headers.set(HEADERS.token, await peer.token({ audience, caller, onBehalfOf }));
      const url = `${peer.url}${path}/${procedure.map(encodeURIComponent).join("/")}`;
      return peer.fetch(url, { method: "POST", headers, body, signal, redirect: "manual" });
    });
    try {
      return await codec.decode(toStandardLazyResponse(answer));
    } catch (cause) {
      if (cause instanceof ORPCError || options.signal.aborted) throw cause;
      throw new PluginUnreachable({ pluginId, place: peer.place }, { delivered: "perhaps", cause });
    }
  };
}
