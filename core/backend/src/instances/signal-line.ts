import { MAX_SIGNALS_BYTES } from "../elsewhere/wire.ts";
import { MAX_BATCH } from "../signals/signal-hub.ts";

/** The signals that wait to be sent to one instance, as JSON. */
export interface SignalLine {
  /** Takes the place of one with the same key that still waits. */
  add(key: string, json: string): void;
  /** The next ones, in the order of their keys' first news, as one JSON list; `undefined` when none waits. */
  take(): string | undefined;
}

/** Of a side that is so far behind, the oldest are given up: the next of a subject says what is true then. */
const MAX_WAITING_BYTES = 8 * MAX_SIGNALS_BYTES;

export function createSignalLine(): SignalLine {
  const waiting = new Map<string, string>();
  let bytes = 0;

  function drop(key: string): void {
    bytes -= sizeOf(waiting.get(key) ?? "");
    waiting.delete(key);
  }

  return {
    add(key, json) {
      if (waiting.has(key)) drop(key);
      const size = sizeOf(json);
      if (size + BRACKETS > MAX_SIGNALS_BYTES) return;
      waiting.set(key, json);
      bytes += size;
      for (const oldest of waiting.keys()) {
        if (bytes <= MAX_WAITING_BYTES) break;
        drop(oldest);
      }
    },
    take() {
      const batch: string[] = [];
      let length = BRACKETS;
      for (const [key, json] of waiting) {
        const size = sizeOf(json);
        if (batch.length === MAX_BATCH || length + size > MAX_SIGNALS_BYTES) break;
        length += size;
        batch.push(json);
        drop(key);
      }
      return batch.length === 0 ? undefined : `[${batch.join(",")}]`;
    },
  };
}

const BRACKETS = 2;
/** With its comma. */
const sizeOf = (json: string): number => (json === "" ? 0 : Buffer.byteLength(json) + 1);
