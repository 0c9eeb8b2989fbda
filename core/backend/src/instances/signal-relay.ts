import type { Logger } from "@checkstack/backend-api";
import type { Emission } from "../signals/signal-hub.ts";
import type { Neighbour } from "./neighbour.ts";

/** Sends what is emitted here to the browsers of all other instances, in batches. */
export interface SignalRelay extends Disposable {
  send(emission: Emission): void;
}

/** Below what anybody sees; a batch costs as much as one signal. */
const GATHER_MS = 50;
const MAX_WAITING = 10_000;

export function createSignalRelay(options: {
  readonly neighbours: () => readonly Neighbour[];
  readonly logger: Logger;
}): SignalRelay {
  /** Of several for one subject the last, as browsers get it. */
  let gathered = new Map<string, Emission>();
  let timer: Timer | undefined;
  let stopped = false;
  const lines = new WeakMap<Neighbour, { waiting: Map<string, Emission>; sending: boolean }>();

  function flush(): void {
    timer = undefined;
    const batch = gathered;
    gathered = new Map();
    for (const neighbour of options.neighbours()) {
      const line = lines.get(neighbour) ?? { waiting: new Map<string, Emission>(), sending: false };
      lines.set(neighbour, line);
      for (const [key, emission] of batch) line.waiting.set(key, emission);
      if (!line.sending) void drain(neighbour, line);
    }
  }

  async function drain(neighbour: Neighbour, line: { waiting: Map<string, Emission>; sending: boolean }) {
    line.sending = true;
    while (line.waiting.size > 0 && !stopped) {
      const batch = [...line.waiting.values()].slice(-MAX_WAITING);
      line.waiting.clear();
      try {
        await neighbour.sendSignals(batch);
      } catch (error) {
        // Signals are news, and the next one of a subject says what is true then.
        options.logger.debug("signals were not relayed", { to: neighbour.id, error: String(error) });
      }
    }
    line.sending = false;
  }

  return {
    send(emission) {
      gathered.set(`${emission.id}\n${emission.subject ?? ""}`, emission);
      timer ??= setTimeout(flush, GATHER_MS);
    },
    [Symbol.dispose]() {
      stopped = true;
      clearTimeout(timer);
    },
  };
}
