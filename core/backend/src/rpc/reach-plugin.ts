import { setTimeout as wait } from "node:timers/promises";
import type { ServedContract } from "./served-contract.ts";

/** A plugin that will not stop before `visit` is disposed. */
export interface ReachedPlugin {
  readonly served: ServedContract;
  readonly visit: Disposable;
}

/** Enters a plugin of this process, and waits for one that is being replaced; `undefined` when it is not here. */
export type ReachPlugin = (pluginId: string) => Promise<ReachedPlugin | undefined>;

/** Longer than a plugin takes to come back, and shorter than callers wait. */
const PATIENCE_MS = 5000;

export function createReachPlugin(options: {
  readonly served: (pluginId: string) => ServedContract | undefined;
  readonly coming?: (pluginId: string) => Promise<void> | undefined;
}): ReachPlugin {
  return async (pluginId) => {
    const giveUpAt = performance.now() + PATIENCE_MS;
    for (;;) {
      const served = options.served(pluginId);
      const visit = served?.enter();
      if (served && visit) return { served, visit };
      const coming = options.coming?.(pluginId);
      const patienceMs = giveUpAt - performance.now();
      if (!coming || patienceMs <= 0) return undefined;
      await withPatience(coming, patienceMs);
    }
  };
}

async function withPatience(coming: Promise<void>, ms: number): Promise<void> {
  const enough = new AbortController();
  await Promise.race([coming, wait(ms, undefined, { signal: enough.signal }).catch(() => {})]);
  enough.abort();
}
