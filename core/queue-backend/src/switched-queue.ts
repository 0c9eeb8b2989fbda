import type { Clock, Job, Logger, ProvidedQueue, QueueProvider, RecurringJob } from "@checkstack/backend-api";
import { createHeldJobs } from "./held-jobs.ts";

/**
 * One queue, whichever engine runs it at the moment. Recurring jobs are remembered here, so that every engine gets them
 * all; jobs that were enqueued belong to the engine that took them, and are held here while there is none.
 */
export interface SwitchedQueue extends ProvidedQueue {
  readonly name: string;
  /** Hands recurring jobs, held jobs and consumers to `provider`. */
  attach(provider: QueueProvider): Promise<void>;
  /** Takes the consumers back and waits for what they run. An engine that goes on without us forgets the recurring jobs. */
  detach(options: { engine: "stays" | "goes" }): Promise<void>;
}

interface Consumption {
  readonly handler: (job: Job, signal: AbortSignal) => Promise<void>;
  readonly options: { concurrency?: number } | undefined;
  running?: AsyncDisposable;
}

/** Makes a queue without an engine. */
export function createSwitchedQueue(name: string, { clock, logger }: { clock: Clock; logger: Logger }): SwitchedQueue {
  const recurring = new Map<string, RecurringJob>();
  const held = createHeldJobs(name, clock);
  const consumers = new Set<Consumption>();
  let engine: ProvidedQueue | undefined;

  async function stop(consumer: Consumption): Promise<void> {
    const { running } = consumer;
    delete consumer.running;
    await running?.[Symbol.asyncDispose]();
  }

  async function scheduleAll(to: ProvidedQueue): Promise<void> {
    const jobs = [...recurring.values()];
    if (jobs.length === 0) return;
    try {
      await to.schedule(jobs);
    } catch {
      // All or none: one that was written down while no engine could check it must not keep the others from running.
      await Promise.all(jobs.map((job) => scheduleAlone(to, job)));
    }
  }

  async function scheduleAlone(to: ProvidedQueue, job: RecurringJob): Promise<void> {
    try {
      await to.schedule([job]);
    } catch (error) {
      refused(`recurring job "${job.key}" of queue "${name}"`, error);
    }
  }

  function refused(what: string, error: unknown): void {
    logger.error(`${what} was refused by the queue engine and does not run; schedule it again`, { error });
  }

  return {
    name,
    async attach(provider) {
      const opened = provider.open(name);
      engine = opened;
      for (const consumer of consumers) consumer.running = opened.consume(consumer.handler, consumer.options);
      const handedOver = await Promise.allSettled([
        scheduleAll(opened),
        ...held.takeAll().map(({ data, options }) => opened.enqueue(data, options)),
      ]);
      for (const result of handedOver) {
        if (result.status === "rejected") refused(`a job of queue "${name}"`, result.reason);
      }
    },
    async detach(options) {
      const old = engine;
      engine = undefined;
      await Promise.all([...consumers].map(stop));
      if (old && options.engine === "stays" && recurring.size > 0) await old.unschedule([...recurring.keys()]);
    },
    async enqueue(data, options = {}) {
      if (engine) await engine.enqueue(data, options);
      else held.hold(data, options);
    },
    async schedule(jobs) {
      const asked = engine;
      // The engine first: it refuses a recurrence that is none, and what is refused is not remembered.
      await asked?.schedule(jobs);
      for (const job of jobs) recurring.set(job.key, job);
      // The engine that came meanwhile was handed a list without these.
      if (engine !== asked) await engine?.schedule(jobs);
    },
    async unschedule(keys) {
      for (const key of keys) recurring.delete(key);
      await engine?.unschedule(keys);
    },
    consume(handler, options) {
      const consumer: Consumption = { handler, options };
      consumers.add(consumer);
      if (engine) consumer.running = engine.consume(handler, options);
      return {
        async [Symbol.asyncDispose]() {
          consumers.delete(consumer);
          await stop(consumer);
        },
      };
    },
    async stats() {
      if (engine) return engine.stats();
      const none = { active: 0, delayed: 0, failed: 0, skipped: 0, lagMs: 0 };
      return { ...none, waiting: held.size, recurring: recurring.size };
    },
  };
}
