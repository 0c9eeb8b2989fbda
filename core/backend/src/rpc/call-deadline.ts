export interface CallDeadline {
  readonly ms: number;
  /** Ends the call early; the promise then rejects with the signal's reason. */
  readonly signal?: AbortSignal;
  readonly onExpired: () => Error;
}

/** Runs `work` with a signal that ends at the deadline, and rejects then even if `work` does not listen to it. */
export function callWithDeadline<T>(deadline: CallDeadline, work: (signal: AbortSignal) => Promise<T>): Promise<T> {
  return new Promise<T>((resolve, reject) => {
    const { signal } = deadline;
    if (signal?.aborted) {
      reject(asError(signal.reason));
      return;
    }
    const controller = new AbortController();
    const stop = (reason: Error) => {
      settle();
      controller.abort(reason);
      reject(reason);
    };
    const onAbort = () => stop(asError(signal?.reason));
    const timer = setTimeout(() => stop(deadline.onExpired()), deadline.ms);
    const settle = () => {
      clearTimeout(timer);
      signal?.removeEventListener("abort", onAbort);
    };
    signal?.addEventListener("abort", onAbort, { once: true });
    work(controller.signal).then(
      (result) => {
        settle();
        resolve(result);
      },
      (error: unknown) => {
        settle();
        reject(asError(error));
      },
    );
  });
}

const asError = (reason: unknown): Error => (reason instanceof Error ? reason : new Error(String(reason)));
