/** What a call came to: its value, a throw, nothing within its time, or nothing before we stopped. */
export type Outcome<T> =
  | { readonly type: "value"; readonly value: T }
  | { readonly type: "error"; readonly error: unknown }
  | { readonly type: "timeout" }
  | { readonly type: "stopped" };

export interface Limits {
  readonly ms: number;
  /** Ends the call early: after `PATIENCE_MS`, so that what is nearly done is done. */
  readonly stop?: AbortSignal | undefined;
  /** What the call still gets after its time, to come back by itself. */
  readonly graceMs: number;
}

const PATIENCE_MS = 1000;

/**
 * Runs `call` with a signal that is aborted when its time is over, and waits a little longer for it to come back by
 * itself. Never rejects; what the call does later is ignored.
 */
export function within<T>(
  { ms, graceMs, stop }: Limits,
  call: (signal: AbortSignal) => Promise<T>,
): Promise<Outcome<T>> {
  return new Promise((resolve) => {
    const controller = new AbortController();
    const end = (outcome: Outcome<T>): void => {
      clearTimeout(timer);
      stop?.removeEventListener("abort", onStop);
      resolve(outcome);
    };
    const abort = (type: "timeout" | "stopped", reason: string): void => {
      clearTimeout(timer);
      timer = setTimeout(() => end({ type }), graceMs);
      controller.abort(new Error(reason));
    };
    const onStop = (): void => {
      clearTimeout(timer);
      timer = setTimeout(() => abort("stopped", "this instance stops"), PATIENCE_MS);
    };
    let timer = setTimeout(() => abort("timeout", `no answer within ${ms} ms`), ms);
    stop?.addEventListener("abort", onStop, { once: true });
    if (stop?.aborted) onStop();
    call(controller.signal).then(
      (value) => end({ type: "value", value }),
      (error: unknown) => end({ type: "error", error }),
    );
  });
}
