import type {
  Clock,
  EnqueueOptions,
  Job,
  Logger,
  ProvidedQueue,
  QueueProvider,
  RecurringJob,
} from "@checkstack/backend-api";
import { createHeldJobs } from "./held-jobs.ts";

/**
 * One queue, whichever engine runs it at the moment. Jobs that were enqueued belong to the engine that took them, and are
 * held here while there is none; recurring jobs that no engine of many processes has are remembered here.
 */
export interface SwitchedQueue extends Omit<ProvidedQueue, "recurring" | "waiting" | "remove"> {
  readonly name: string;
  isConsumed(): boolean;
  /** From now on `provider` runs the queue, or nobody. Resolves when the jobs that ran with the engine before have ended. */
  attach(provider: QueueProvider | undefined): Promise<void>;
  /** Takes what waits with an engine that runs the queue no longer. May be called again when it failed half-way. */
  takeOver(from: QueueProvider): Promise<void>;
}

interface Consumption {
  readonly handler: (job: Job, signal: AbortSignal) => Promise<void>;
  readonly options: { concurrency?: number } | undefined;
  running?: AsyncDisposable;
}

const BATCH = 500;

/** Makes a queue without an engine. */
export function createSwitchedQueue(name: string, { clock, logger }: { clock: Clock; logger: Logger }): SwitchedQueue {
  const remembered = new Map<string, RecurringJob>();
  const held = createHeldJobs(name, clock);
  const consumers = new Set<Consumption>();
  let engine: { readonly queue: ProvidedQueue; readonly reach: QueueProvider["reach"] } | undefined;

  async function stopConsumers(): Promise<void> {
    const running = [...consumers].map((consumer) => consumer.running);
    for (const consumer of consumers) delete consumer.running;
    await Promise.all(running.map(async (one) => one?.[Symbol.asyncDispose]()));
  }

  async function scheduleAll(to: ProvidedQueue): Promise<boolean> {
    const jobs = [...remembered.values()];
    if (jobs.length === 0) return true;
    try {
      await to.schedule(jobs);
      return true;
    } catch {
      // All or none: one that was written down while no engine could check it must not keep the others from running.
      const done = await Promise.all(jobs.map((job) => scheduleAlone(to, job)));
      return done.every(Boolean);
    }
  }

  async function scheduleAlone(to: ProvidedQueue, job: RecurringJob): Promise<boolean> {
    try {
      await to.schedule([job]);
      return true;
    } catch (error) {
      refused(`recurring job "${job.key}" of queue "${name}"`, error);
      return false;
    }
  }

  function refused(what: string, error: unknown): void {
    logger.error(`${what} was refused by the queue engine and does not run; schedule it again`, { error });
  }

  async function handOver(to: ProvidedQueue, reach: QueueProvider["reach"]): Promise<void> {
    if ((await scheduleAll(to)) && reach === "installation") remembered.clear();
    const results = await Promise.allSettled(held.takeAll().map(({ data, options }) => to.enqueue(data, options)));
    for (const result of results) if (result.status === "rejected") refused(`a job of queue "${name}"`, result.reason);
  }

  async function enqueue(data: unknown, options: EnqueueOptions = {}): Promise<void> {
    if (engine) await engine.queue.enqueue(data, options);
    else held.hold(data, options);
  }

  async function schedule(jobs: readonly RecurringJob[]): Promise<void> {
    const asked = engine;
    // The engine first: it refuses a recurrence that is none, and what is refused is not remembered.
    await asked?.queue.schedule(jobs);
    // The engine that came meanwhile was handed a list without these.
    if (engine !== asked) await engine?.queue.schedule(jobs);
    if (engine?.reach !== "installation") for (const job of jobs) remembered.set(job.key, job);
  }

  async function takeJobs(from: ProvidedQueue): Promise<void> {
    for (;;) {
      const jobs = await from.waiting({ limit: BATCH });
      if (jobs.length === 0) return;
      // First there, then not here: what is broken off runs twice rather than never.
      await Promise.all(jobs.map(({ data, options }) => enqueue(data, options)));
      await from.remove(jobs.map(({ id }) => id));
    }
  }

  /** What the engine has already was scheduled after the change, and is newer. */
  async function takeRecurring(from: ProvidedQueue): Promise<void> {
    const jobs = await from.recurring();
    const newer = new Set((await engine?.queue.recurring())?.map(({ key }) => key));
    const older = jobs.filter(({ key }) => !newer.has(key));
    if (older.length > 0) await schedule(older);
    if (jobs.length > 0) await from.unschedule(jobs.map(({ key }) => key));
  }

  return {
    name,
    isConsumed: () => consumers.size > 0,
    async attach(provider) {
      const opened = provider?.open(name);
      const stopped = stopConsumers();
      engine = provider && opened ? { queue: opened, reach: provider.reach } : undefined;
      await stopped;
      if (!opened || !provider) return;
      for (const consumer of consumers) consumer.running ??= opened.consume(consumer.handler, consumer.options);
      await handOver(opened, provider.reach);
    },
    async takeOver(from) {
      const queue = from.open(name);
      await takeJobs(queue);
      // Those of an engine of this process alone are remembered here.
      if (from.reach === "installation") await takeRecurring(queue);
    },
    enqueue,
    schedule,
    async unschedule(keys) {
      for (const key of keys) remembered.delete(key);
      await engine?.queue.unschedule(keys);
    },
    consume(handler, options) {
      const consumer: Consumption = { handler, options };
      consumers.add(consumer);
      if (engine) consumer.running = engine.queue.consume(handler, options);
      return {
        async [Symbol.asyncDispose]() {
          consumers.delete(consumer);
          await consumer.running?.[Symbol.asyncDispose]();
        },
      };
    },
    async stats() {
      if (engine) return engine.queue.stats();
      const none = { active: 0, delayed: 0, failed: 0, skipped: 0, lagMs: 0 };
      return { ...none, waiting: held.size, recurring: remembered.size };
    },
    deadLetters: async (options) => (await engine?.queue.deadLetters(options)) ?? [],
    retry: async (id) => (await engine?.queue.retry(id)) ?? false,
    discard: async (id) => (await engine?.queue.discard(id)) ?? false,
  };
}
