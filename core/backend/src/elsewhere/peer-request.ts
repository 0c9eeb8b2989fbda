import { ORPCError } from "@orpc/client";
import type { Peer } from "./http-endpoint.ts";
import { PluginUnreachable } from "./plugin-endpoint.ts";
import { HEADERS } from "./wire.ts";

/** Whom is asked, and which plugin an error names. */
export interface Asked {
  readonly peer: Peer;
  readonly pluginId: string;
  /** When nobody waits for the other side any longer. */
  readonly ending: AbortSignal;
}

/** The answer of the other side. Throws `PluginUnreachable` when there is none; what `signal` ended otherwise is thrown. */
export async function send(
  { peer, pluginId, ending }: Asked,
  signal: AbortSignal,
  ask: () => Promise<Response>,
): Promise<Response> {
  const { place } = peer;
  let answer: Response;
  try {
    answer = await ask();
  } catch (cause) {
    if (cause instanceof ORPCError || (signal.aborted && !ending.aborted)) throw cause;
    throw new PluginUnreachable(
      { pluginId, place },
      { delivered: peer.isNotDelivered(cause) ? "no" : "perhaps", cause },
    );
  }
  if (!answer.headers.has(HEADERS.notDelivered)) return answer;
  const cause = new Error(`${place} answered ${answer.status}: ${await answer.text()}`);
  throw new PluginUnreachable({ pluginId, place }, { delivered: "no", cause });
}
