import type { ExtensionCall } from "../rpc/extension-call.ts";
import type { Peer } from "./http-endpoint.ts";
import type { PeerCall } from "./peer-call.ts";
import { PLATFORM_CALLER, PluginUnreachable } from "./plugin-endpoint.ts";
import { audienceOf, HEADERS } from "./wire.ts";

/** An implementation that does not hear that its time is over is cut off soon after. */
const CUT_AFTER_MS = 1000;
/** Who lives says so at once. Well below what owners wait for an implementation to come back by itself. */
const HEARD_WITHIN_MS = 150;

/**
 * Calls a contribution at the other side of `peer` as it is called within a process: when the caller's signal ends, the
 * implementation is told, and what it still answers then counts. Where nobody is there to be told, the call fails with
 * `PLUGIN_UNAVAILABLE`: that nothing came says nothing of what was asked.
 */
export function createExtensionCall(options: {
  readonly peer: Peer;
  readonly call: PeerCall;
  readonly to: { readonly path: string; readonly audience: string; readonly pluginId: string };
  /** The owner of the point. */
  readonly caller: string;
}): ExtensionCall {
  const { peer, call, to, caller } = options;

  async function tell(callId: string, signal: AbortSignal): Promise<void> {
    const token = await peer.token({ audience: audienceOf.abort(), caller: PLATFORM_CALLER });
    const init = { method: "POST", headers: { [HEADERS.token]: token }, signal };
    const answer = await peer.fetch(`${peer.url}/abort/${callId}`, init);
    if (!answer.ok) throw new Error(`${peer.place} answered ${answer.status}`);
  }

  return async (path, input, { signal }) => {
    signal?.throwIfAborted();
    const callId = crypto.randomUUID();
    const cut = new AbortController();
    const over = Promise.withResolvers<never>();
    over.promise.catch(() => {});
    let timer: Timer | undefined;
    let isOver = false;
    const end = (reason: unknown): void => {
      over.reject(reason);
      cut.abort(reason);
    };
    const onAbort = (): void => {
      const unheard = (cause?: unknown) =>
        end(new PluginUnreachable({ pluginId: to.pluginId, place: peer.place }, { delivered: "perhaps", cause }));
      timer = setTimeout(unheard, HEARD_WITHIN_MS);
      tell(callId, cut.signal).then(() => {
        clearTimeout(timer);
        if (!isOver) timer = setTimeout(() => end(signal?.reason), CUT_AFTER_MS);
      }, unheard);
    };
    signal?.addEventListener("abort", onAbort, { once: true });
    try {
      return await Promise.race([
        call({ ...to, callId }, path, input, { caller, isIdempotent: true, signal: cut.signal }),
        over.promise,
      ]);
    } finally {
      isOver = true;
      clearTimeout(timer);
      signal?.removeEventListener("abort", onAbort);
    }
  };
}
