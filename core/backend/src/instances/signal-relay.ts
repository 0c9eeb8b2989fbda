import type { Logger } from "@checkstack/backend-api";
import type { Emission } from "../signals/signal-hub.ts";
import type { Interest } from "./interest.ts";
import type { Neighbour } from "./neighbour.ts";
import { createSignalLine, type SignalLine } from "./signal-line.ts";

/** Sends what is emitted here to the instances where somebody listens for it, in batches. */
export interface SignalRelay extends Disposable {
  send(emission: Emission): void;
}

/**
 * Below what anybody sees; a batch costs as much as one signal. Who listens is looked up when the time is over, so that a
 * browser misses nothing while its instance tells the others what it wants.
 */
const GATHER_MS = 50;
const MAX_GATHERED = 10_000;

type Listener = Pick<Neighbour, "id" | "sendSignals">;

export function createSignalRelay(options: {
  readonly neighbours: () => readonly Listener[];
  /** What is listened for at an instance. */
  readonly interestOf: (instanceId: string) => Interest;
  readonly logger: Logger;
}): SignalRelay {
  /** Of several for one subject the last, as browsers get it. */
  let gathered = new Map<string, Emission>();
  let timer: Timer | undefined;
  let stopped = false;
  const lines = new WeakMap<Listener, SignalLine>();
  const sending = new WeakSet<Listener>();

  function flush(): void {
    clearTimeout(timer);
    timer = undefined;
    const batch = gathered;
    gathered = new Map();
    const neighbours = options.neighbours();
    for (const [key, emission] of batch) {
      const listening = neighbours.filter((neighbour) => options.interestOf(neighbour.id).covers(emission));
      if (listening.length === 0) continue;
      const json = JSON.stringify(emission);
      for (const neighbour of listening) lines.getOrInsertComputed(neighbour, createSignalLine).add(key, json);
    }
    for (const neighbour of neighbours) if (!sending.has(neighbour)) void drain(neighbour);
  }

  async function drain(neighbour: Listener): Promise<void> {
    const line = lines.get(neighbour);
    sending.add(neighbour);
    for (let batch = line?.take(); batch !== undefined && !stopped; batch = line?.take()) {
      try {
        await neighbour.sendSignals(batch);
      } catch (error) {
        // Signals are news, and the next one of a subject says what is true then.
        options.logger.debug("signals were not relayed", { to: neighbour.id, error: String(error) });
      }
    }
    sending.delete(neighbour);
  }

  return {
    send(emission) {
      gathered.set(`${emission.id}\n${emission.subject ?? ""}`, emission);
      if (gathered.size >= MAX_GATHERED) flush();
      else timer ??= setTimeout(flush, GATHER_MS);
    },
    [Symbol.dispose]() {
      stopped = true;
      clearTimeout(timer);
    },
  };
}
