import type { Clock } from "@checkstack/backend-api";

/** Which plugins other instances answered for until a moment ago. */
export interface LastSeen {
  /** Takes note of those that are answered for now. */
  note(pluginIds: Iterable<string>): void;
  /** Whether the plugin was answered for within the last seconds, and is not now. */
  isMissed(pluginId: string): boolean;
}

/** A process that is started again is there by then. */
const MISSED_FOR_MS = 5000;

export function createLastSeen(clock: Pick<Clock, "monotonic">): LastSeen {
  let present: ReadonlySet<string> = new Set();
  const leftAt = new Map<string, number>();
  return {
    note(pluginIds) {
      const now = clock.monotonic();
      const next = new Set(pluginIds);
      for (const pluginId of present.difference(next)) leftAt.set(pluginId, now);
      for (const [pluginId, at] of leftAt) {
        if (next.has(pluginId) || now - at > MISSED_FOR_MS) leftAt.delete(pluginId);
      }
      present = next;
    },
    isMissed(pluginId) {
      const at = leftAt.get(pluginId);
      return at !== undefined && clock.monotonic() - at <= MISSED_FOR_MS;
    },
  };
}
