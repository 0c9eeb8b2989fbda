import type { Job, Queue, RecurringJob } from "@checkstack/backend-api";

/** A queue that a test drives by hand: nothing runs before the test says that its time has come. */
export interface HandQueue<Data> extends Queue<Data> {
  readonly recurring: ReadonlyMap<string, RecurringJob<Data>>;
  readonly waiting: readonly Job<Data>[];
  /** Runs the recurring job `key` as due at `dueAt`. */
  due(key: string, dueAt: number): Promise<void>;
  /** Runs everything that was enqueued. */
  drain(): Promise<void>;
}

export function createHandQueue<Data>({ now }: { now: () => number }): HandQueue<Data> {
  const recurring = new Map<string, RecurringJob<Data>>();
  const waiting: Job<Data>[] = [];
  const { signal } = new AbortController();
  let handle: (job: Job<Data>, signal: AbortSignal) => Promise<void> = async () => {};
  return {
    recurring,
    waiting,
    async enqueue(data, { key } = {}) {
      const id = key ?? crypto.randomUUID();
      if (!waiting.some((job) => job.id === id)) waiting.push({ id, data, attempt: 1, dueAt: now() });
    },
    async schedule(jobs) {
      for (const job of jobs) recurring.set(job.key, job);
    },
    async unschedule(keys) {
      for (const key of keys) recurring.delete(key);
    },
    consume(handler) {
      handle = handler;
    },
    stats: async () => ({
      waiting: waiting.length,
      active: 0,
      delayed: 0,
      failed: 0,
      recurring: recurring.size,
      skipped: 0,
      lagMs: 0,
    }),
    async due(key, dueAt) {
      const job = recurring.get(key);
      if (job) await handle({ id: `${key}@${dueAt}`, data: job.data, attempt: 1, dueAt }, signal);
    },
    async drain() {
      for (const job of waiting.splice(0)) await handle(job, signal);
    },
  };
}
