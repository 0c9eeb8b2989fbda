import type { Job } from "@checkstack/backend-api";

export type JobHandler = (job: Job, signal: AbortSignal) => Promise<void>;

/** What became of one call of a handler. `interrupted`: it threw after its consumer had been told to end. */
export type Outcome =
  | { readonly type: "done" }
  | { readonly type: "interrupted" }
  | { readonly type: "failed"; readonly error: unknown };

/** A handler and how many jobs it takes at once. Disposing it aborts the signal and waits for what still runs. */
export interface Consumer extends AsyncDisposable {
  hasRoom(): boolean;
  run(job: Job): Promise<Outcome>;
}

/** Makes a consumer of `handler`. */
export function createConsumer(handler: JobHandler, { concurrency }: { concurrency: number }): Consumer {
  if (!(concurrency >= 1)) throw new RangeError(`a consumer needs a concurrency of 1 or more, not ${concurrency}`);
  const ending = new AbortController();
  const idle = Promise.withResolvers<void>();
  // Counted before the handler is called, because what it enqueues at once asks for room again.
  let running = 0;

  async function run(job: Job): Promise<Outcome> {
    running++;
    try {
      await handler(job, ending.signal);
      return { type: "done" };
    } catch (error) {
      return ending.signal.aborted ? { type: "interrupted" } : { type: "failed", error };
    } finally {
      running--;
      if (ending.signal.aborted && running === 0) idle.resolve();
    }
  }

  return {
    hasRoom: () => !ending.signal.aborted && running < concurrency,
    run,
    async [Symbol.asyncDispose]() {
      ending.abort();
      if (running > 0) await idle.promise;
    },
  };
}
