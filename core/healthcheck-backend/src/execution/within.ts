/** What a call came to: its value, a throw, or nothing within its time. */
export type Outcome<T> =
  | { readonly type: "value"; readonly value: T }
  | { readonly type: "error"; readonly error: unknown }
  | { readonly type: "timeout" };

/**
 * Runs `call` with a signal that is aborted after `ms`, and waits `graceMs` longer for it to come back by itself.
 * Never rejects; what the call does later is ignored.
 */
export function within<T>(
  options: { ms: number; graceMs: number },
  call: (signal: AbortSignal) => Promise<T>,
): Promise<Outcome<T>> {
  return new Promise((resolve) => {
    const controller = new AbortController();
    let timer = setTimeout(() => {
      timer = setTimeout(() => resolve({ type: "timeout" }), options.graceMs);
      controller.abort(new Error(`no answer within ${options.ms} ms`));
    }, options.ms);
    call(controller.signal)
      .then(
        (value) => resolve({ type: "value", value }),
        (error: unknown) => resolve({ type: "error", error }),
      )
      .finally(() => clearTimeout(timer));
  });
}
