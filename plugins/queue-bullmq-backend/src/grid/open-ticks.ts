import type { Tick } from "@checkstack/queue-node";
import { partitionOf } from "./grid-store.ts";

/** The due times that were taken and are not done, by share: what another process would have to run in our place. */
export interface OpenTicks {
  add(tick: Tick): void;
  begin(tick: Tick): void;
  /** `keep`: it was broken off, and is still to be done. */
  end(tick: Tick, what: "close" | "keep"): void;
  close(partition: number, key: string): void;
  /** The due times by key. */
  of(partition: number): Record<string, number>;
  runs(partition: number): boolean;
  forget(partition: number): void;
}

/** Makes an empty record. */
export function createOpenTicks(): OpenTicks {
  // A tick that waits may be moved to a later due time: the tick is kept, not its time.
  const open = new Map<number, Map<string, Tick>>();
  const running = new Map<number, Set<Tick>>();

  return {
    add(tick) {
      open.getOrInsertComputed(partitionOf(tick.key), () => new Map()).set(tick.key, tick);
    },
    begin(tick) {
      running.getOrInsertComputed(partitionOf(tick.key), () => new Set()).add(tick);
    },
    end(tick, what) {
      const partition = partitionOf(tick.key);
      running.get(partition)?.delete(tick);
      const ticks = open.get(partition);
      // A later tick of the key may wait by now.
      if (what === "close" && ticks?.get(tick.key) === tick) ticks.delete(tick.key);
    },
    close: (partition, key) => void open.get(partition)?.delete(key),
    of: (partition) => Object.fromEntries([...(open.get(partition) ?? [])].map(([key, { dueAt }]) => [key, dueAt])),
    runs: (partition) => (running.get(partition)?.size ?? 0) > 0,
    forget(partition) {
      open.delete(partition);
    },
  };
}
