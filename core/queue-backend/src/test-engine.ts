import type { EnqueueOptions, Job, QueueProvider, RecurringJob } from "@checkstack/backend-api";

/** An engine that runs a job when a test says so. */
export interface TestEngine extends QueueProvider {
  recurring(name: string): readonly RecurringJob[];
  enqueued(name: string): readonly { data: unknown; options: EnqueueOptions | undefined }[];
  /** Gives one job to the consumers of a queue; resolves when they are done with it. */
  run(name: string, data: unknown): Promise<number>;
}

interface State {
  recurring: Map<string, RecurringJob>;
  enqueued: { data: unknown; options: EnqueueOptions | undefined }[];
  consumers: Set<(job: Job) => Promise<void>>;
}

/** Makes an engine. It refuses every recurrence with the calendar rule `nonsense`. */
export function createTestEngine(id: string): TestEngine {
  const states = new Map<string, State>();
  const stateOf = (name: string): State => {
    const state = states.get(name) ?? { recurring: new Map(), enqueued: [], consumers: new Set() };
    states.set(name, state);
    return state;
  };

  return {
    id,
    displayName: `Engine ${id}`,
    recurring: (name) => [...stateOf(name).recurring.values()],
    enqueued: (name) => stateOf(name).enqueued,
    async run(name, data) {
      const consumers = [...stateOf(name).consumers];
      await Promise.all(consumers.map((consume) => consume({ id: "1", data, attempt: 1, dueAt: 0 })));
      return consumers.length;
    },
    open: (name) => openQueue(stateOf(name)),
  };
}

function openQueue(state: State): ReturnType<QueueProvider["open"]> {
  return {
    async enqueue(data, options) {
      state.enqueued.push({ data, options });
    },
    async schedule(jobs) {
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
  };
}
