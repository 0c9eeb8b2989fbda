import { setTimeout as wait } from "node:timers/promises";
import type { Elsewhere } from "./endpoint-table.ts";
import { PluginUnreachable } from "./plugin-endpoint.ts";
import { NoHost } from "./try-each.ts";

export interface Waiting {
  readonly pluginId: string;
  readonly elsewhere: Elsewhere | undefined;
  readonly isIdempotent: boolean;
  /** Default true. */
  readonly isRepeatable?: boolean;
  /** Nobody waits any longer when it ends. */
  readonly signal: AbortSignal;
}

/** Longer than a process takes to come back, and shorter than callers wait. */
const PATIENCE_MS = 5000;
/** An instance that is taken for alive may be gone, and one that was late may be back. */
const LOOK_EVERY_MS = 100;

/**
 * Makes `attempt` again and again while nothing but a living host is missing, and one is to be expected: so callers keep
 * going when a plugin's only process is replaced. Throws what the last attempt threw. What was perhaps delivered is sent
 * again only when doing it twice is the same as doing it once, and once only: perhaps it ends whoever gets it.
 */
export async function whileComing<T>(waiting: Waiting, attempt: () => Promise<T>): Promise<T> {
  const { pluginId, elsewhere, signal } = waiting;
  const giveUpAt = performance.now() + PATIENCE_MS;
  let wasDelivered = false;
  for (;;) {
    try {
      return await attempt();
    } catch (error) {
      if (!isForLackOfHost(error, waiting) || signal.aborted) throw error;
      if (error instanceof PluginUnreachable && error.delivered === "perhaps") {
        if (wasDelivered) throw error;
        wasDelivered = true;
      }
      const coming = elsewhere?.coming?.(pluginId);
      if (!coming || performance.now() >= giveUpAt) throw error;
      await soon(coming, signal);
    }
  }
}

function isForLackOfHost(error: unknown, { isIdempotent, isRepeatable = true }: Waiting): boolean {
  if (error instanceof NoHost) return true;
  if (!(error instanceof PluginUnreachable) || !isRepeatable) return false;
  return error.delivered === "no" || (error.delivered === "perhaps" && isIdempotent);
}

async function soon(coming: Promise<void>, signal: AbortSignal): Promise<void> {
  const enough = new AbortController();
  const ended = AbortSignal.any([signal, enough.signal]);
  await Promise.race([coming, wait(LOOK_EVERY_MS, undefined, { signal: ended }).catch(() => {})]);
  enough.abort();
}
