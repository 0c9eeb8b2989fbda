import { ORPCError } from "@orpc/client";
import { PluginUnreachable, type PluginEndpoint } from "./plugin-endpoint.ts";

export interface Attempts {
  readonly pluginId: string;
  readonly endpoints: readonly PluginEndpoint[];
  /** Doing it twice is the same as doing it once, so that it may be tried again although it was perhaps delivered. */
  readonly isIdempotent: boolean;
  readonly signal: AbortSignal;
}

/**
 * Asks one endpoint after the other until one answers; an error is an answer too. Throws `PLUGIN_UNAVAILABLE` when there
 * is none left, when what was asked may have been done, or when it was lost twice: perhaps it ends whoever gets it.
 */
export async function tryEach<T>(attempts: Attempts, ask: (endpoint: PluginEndpoint) => Promise<T>): Promise<T> {
  const { pluginId, endpoints, isIdempotent, signal } = attempts;
  let lost: PluginUnreachable | undefined;
  let wasDelivered = false;
  for (const endpoint of endpoints) {
    try {
      return await ask(endpoint);
    } catch (error) {
      if (!(error instanceof PluginUnreachable) || signal.aborted) throw error;
      if (error.delivered === "perhaps") {
        if (!isIdempotent) throw error;
        if (wasDelivered) throw new PluginUnreachable(endpoint, { delivered: "repeatedly", cause: error });
        wasDelivered = true;
      }
      lost = error;
    }
  }
  throw lost ?? new NoHost(pluginId);
}

/** No living host: the answer names the plugin. */
export class NoHost extends ORPCError<"PLUGIN_UNAVAILABLE", { readonly pluginId: string }> {
  constructor(pluginId: string) {
    super("PLUGIN_UNAVAILABLE", {
      status: 503,
      message: `Plugin "${pluginId}" runs neither here nor on any instance that can be reached.`,
      data: { pluginId },
    });
  }
}
