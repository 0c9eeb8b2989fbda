import type { EmitSignal } from "@checkstack/backend-api";
import type { Signal } from "@checkstack/common";
import type { PlatformClient } from "./platform-client.ts";
import type { Requests } from "./requests.ts";

type Emission = Parameters<PlatformClient["emitSignals"]>[0]["signals"][number];

const MAX_BATCH = 1000;

/** Tells the platform of signals, all of one turn of the event loop at once. */
export function createRemoteSignals(options: {
  readonly pluginId: string;
  readonly platform: Pick<PlatformClient, "emitSignals">;
  readonly declared: readonly Signal[];
  readonly requests: Requests;
}): { readonly emit: EmitSignal } {
  const { pluginId, platform, requests } = options;
  const declared = new Set(options.declared.map(({ id }) => id));
  /** Of several for one subject the last is sent. */
  let waiting = new Map<string, Emission>();
  let isSending = false;

  async function send(): Promise<void> {
    isSending = true;
    try {
      while (waiting.size > 0) {
        const signals = [...waiting.values()];
        waiting = new Map();
        for (let from = 0; from < signals.length; from += MAX_BATCH) {
          await platform.emitSignals({ signals: signals.slice(from, from + MAX_BATCH) });
        }
      }
    } finally {
      isSending = false;
    }
  }

  return {
    emit(signal, payload, { subject } = {}) {
      const { id } = signal;
      if (!declared.has(id)) {
        throw new Error(
          `plugin "${pluginId}" emits signal "${id}", which it did not register; call registerSignals first`,
        );
      }
      waiting.set(`${id}\n${subject ?? ""}`, { id, payload, ...(subject !== undefined && { subject }) });
      if (!isSending) requests.add(Promise.resolve().then(send));
    },
  };
}
