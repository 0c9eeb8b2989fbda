import type { ProvidedQueue } from "@checkstack/backend-api";
import { within } from "../deadline.ts";

/** A queue that is there at once, while its engine is still being reached: calls wait for it, consumers begin when it is. */
export function createLazyQueue(
  name: string,
  options: { open: Promise<ProvidedQueue>; problem: () => string | undefined; patienceMs: number },
): ProvidedQueue {
  const { open, problem, patienceMs } = options;
  // Who asks hears of it; nobody may have asked.
  open.catch(() => {});
  const ready = (): Promise<ProvidedQueue> =>
    within(open, patienceMs, `queue "${name}" is not open: ${problem() ?? "its engine does not answer"}`);

  return {
    enqueue: async (data, given) => (await ready()).enqueue(data, given),
    schedule: async (jobs) => (await ready()).schedule(jobs),
    unschedule: async (keys) => (await ready()).unschedule(keys),
    stats: async () => (await ready()).stats(),
    deadLetters: async (given) => (await ready()).deadLetters(given),
    retry: async (id) => (await ready()).retry(id),
    discard: async (id) => (await ready()).discard(id),
    recurring: async () => (await ready()).recurring(),
    waiting: async (given) => (await ready()).waiting(given),
    remove: async (ids) => (await ready()).remove(ids),
    consume(handler, given) {
      let isWanted = true;
      let running: AsyncDisposable | undefined;
      open.then(
        (queue) => {
          if (isWanted) running = queue.consume(handler, given);
        },
        () => {},
      );
      return {
        async [Symbol.asyncDispose]() {
          isWanted = false;
          await running?.[Symbol.asyncDispose]();
        },
      };
    },
  };
}
