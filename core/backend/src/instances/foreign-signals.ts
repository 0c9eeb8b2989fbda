import type { KnownSignal, SignalHub } from "../signals/signal-hub.ts";
import type { HostedPlugin } from "./instance-record.ts";

/** Keeps the signals of other instances' plugins known here, with who may have them. */
export interface ForeignSignals {
  follow(plugins: readonly HostedPlugin[]): void;
}

export function createForeignSignals(hub: Pick<SignalHub, "registerElsewhere">): ForeignSignals {
  const known = new Map<string, { readonly signal: KnownSignal; readonly registration: Disposable }>();
  return {
    follow(plugins) {
      const wanted = new Map(
        plugins.flatMap(({ pluginId, signals }) => signals.map((signal) => [signal.id, { ...signal, pluginId }])),
      );
      for (const [id, { signal, registration }] of known) {
        if (Bun.deepEquals(wanted.get(id), signal)) continue;
        registration[Symbol.dispose]();
        known.delete(id);
      }
      for (const [id, signal] of wanted) {
        // In another plugin's name it would be guarded by rules of its own making.
        if (known.has(id) || !id.startsWith(`${signal.pluginId}.`)) continue;
        known.set(id, { signal, registration: hub.registerElsewhere(signal) });
      }
    },
  };
}
