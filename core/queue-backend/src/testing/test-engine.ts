import type { EnqueueOptions, Job, QueueProvider, RecurringJob, WaitingJob } from "@checkstack/backend-api";

/** An engine that runs a job when a test says so. */
export interface TestEngine extends QueueProvider {
  recurring(name: string): readonly RecurringJob[];
  enqueued(name: string): readonly { data: unknown; options: EnqueueOptions }[];
  /** Gives one job to the consumers of a queue; resolves when they are done with it. */
  run(name: string, data: unknown): Promise<number>;
  /** What every call answers with from now on; undefined to work again. */
  fail(error: Error | undefined): void;
  readonly closed: number;
  /** The plugins whose queues were closed for good. */
  readonly released: readonly string[];
}

interface State {
  recurring: Map<string, RecurringJob>;
  enqueued: WaitingJob[];
  consumers: Set<(job: Job) => Promise<void>>;
}

/** Makes an engine. It refuses every recurrence with the calendar rule `nonsense`. */
export function createTestEngine(id: string, reach: QueueProvider["reach"] = "process"): TestEngine {
  const states = new Map<string, State>();
  let failure: Error | undefined;
  let closed = 0;
  const released: string[] = [];
  const stateOf = (name: string): State =>
    states.getOrInsertComputed(name, () => ({ recurring: new Map(), enqueued: [], consumers: new Set() }));
  const assertWorks = (): void => {
    if (failure) throw failure;
  };

  return {
    id,
    displayName: `Engine ${id}`,
    description: `What ${id} is for.`,
    reach,
    async check() {
      assertWorks();
    },
    async close() {
      closed++;
    },
    async release(pluginId) {
      released.push(pluginId);
    },
    async erase(pluginId) {
      assertWorks();
      for (const name of states.keys()) if (name.startsWith(`${pluginId}.`)) states.delete(name);
    },
    released,
    get closed() {
      return closed;
    },
    fail: (error) => void (failure = error),
    recurring: (name) => [...stateOf(name).recurring.values()],
    enqueued: (name) => stateOf(name).enqueued.map(({ data, options }) => ({ data, options })),
    async run(name, data) {
      const consumers = [...stateOf(name).consumers];
      await Promise.all(consumers.map((consume) => consume({ id: "1", data, attempt: 1, dueAt: 0 })));
      return consumers.length;
    },
    open: (name) => openQueue(stateOf(name), assertWorks),
  };
}

function openQueue(state: State, assertWorks: () => void): ReturnType<QueueProvider["open"]> {
  return {
    async enqueue(data, options = {}) {
      assertWorks();
      state.enqueued.push({ id: Bun.randomUUIDv7(), data, options });
    },
    async schedule(jobs) {
      assertWorks();
      const wrong = jobs.find(({ recurrence }) => "cron" in recurrence && recurrence.cron === "nonsense");
      if (wrong) throw new RangeError(`"${wrong.key}" has no recurrence`);
      for (const job of jobs) state.recurring.set(job.key, job);
    },
    async unschedule(keys) {
      for (const key of keys) state.recurring.delete(key);
    },
    consume(handler) {
      const ending = new AbortController();
      const running = new Set<Promise<void>>();
      const consume = async (job: Job): Promise<void> => {
        const run = handler(job, ending.signal);
        running.add(run);
        await run;
        running.delete(run);
      };
      state.consumers.add(consume);
      return {
        async [Symbol.asyncDispose]() {
          state.consumers.delete(consume);
          ending.abort();
          await Promise.all(running);
        },
      };
    },
    async stats() {
      const none = { active: 0, delayed: 0, failed: 0, skipped: 0, lagMs: 0 };
      return { ...none, waiting: state.enqueued.length, recurring: state.recurring.size };
    },
    async deadLetters() {
      return [{ id: "dead", data: "lost", reason: "it failed", attempts: 3, dueAt: 0, failedAt: 0 }];
    },
    retry: async (id) => id === "dead",
    discard: async (id) => id === "dead",
    recurring: async () => [...state.recurring.values()],
    async waiting({ limit }) {
      assertWorks();
      return state.enqueued.slice(0, limit);
    },
    async remove(ids) {
      state.enqueued = state.enqueued.filter(({ id }) => !ids.includes(id));
    },
  };
}
