import type { Signal } from "@checkstack/common";
import { useEffect, useEffectEvent, useSyncExternalStore } from "react";
import { usePlatform } from "./platform.tsx";
import type { ConnectionState, SignalHandler } from "./signal-client.ts";

/**
 * Calls `handler` whenever the signal arrives, for as long as the component is there. The handler may close over props
 * and state. With `subject`, only news of that one comes to this browser. After a lost connection all queries are refetched, so that nothing needs to be caught up by hand.
 */
export function useSignal<T>(
  signal: Signal<T>,
  handler: SignalHandler<T>,
  { subject }: { subject?: string | undefined } = {},
): void {
  const { signals } = usePlatform();
  const deliver = useEffectEvent<SignalHandler<T>>(handler);
  useEffect(
    () =>
      signals.subscribe(signal, (payload, event) => deliver(payload, event), subject === undefined ? {} : { subject }),
    [signals, signal, subject],
  );
}

/** The state of the live connection, for the banner of the shell. */
export function useConnectionState(): ConnectionState {
  const { signals } = usePlatform();
  return useSyncExternalStore(signals.onStateChange, signals.state);
}
