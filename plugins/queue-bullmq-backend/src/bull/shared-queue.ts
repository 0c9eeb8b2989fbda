import { setTimeout as sleep } from "node:timers/promises";
import type { Clock, EnqueueOptions, Job, Logger, ProvidedQueue, RecurringJob } from "@checkstack/backend-api";
import { createSchedule, retryDelay } from "@checkstack/queue-node";
import type { Grid } from "../grid/grid.ts";
import { within } from "../deadline.ts";
import { createBatchedAdd } from "./batched-add.ts";
import type { BullConnection, BullJob, BullQueue } from "./bull-connection.ts";
import { createConsumption } from "./consumption.ts";
import { createLetters } from "./letters.ts";
import { handBackLost } from "./lost-jobs.ts";
import { sharedStats } from "./shared-stats.ts";

export interface SharedQueueOptions {
  readonly connection: BullConnection;
  readonly grid: Grid;
  readonly clock: Clock;
  readonly logger: Logger;
  /** Who enqueues hears within this time whether the job is safe. */
  readonly patienceMs: number;
}

/** A queue that is open: jobs of its own in BullMQ, recurring ones on the grid. */
export interface SharedQueue extends ProvidedQueue, AsyncDisposable {
  /** Stores again what was scheduled here: the store has lost it. */
  scheduleAgain(): Promise<void>;
}

const DEFAULT_ATTEMPTS = 3;
const DEFAULT_BACKOFF_MS = 1000;
const KEPT_DEAD_LETTERS = 1000;

/** Opens a queue on a connection. */
export function createSharedQueue(name: string, options: SharedQueueOptions): SharedQueue {
  const { connection, grid, clock, logger, patienceMs } = options;
  const { gridStore } = connection;
  const queue: BullQueue = connection.queue(name);
  const add = createBatchedAdd(queue);
  const scheduledHere = new Map<string, RecurringJob>();
  const letters = createLetters({ name, queue, gridStore, enqueue });

  const answered = <T>(promise: Promise<T>): Promise<T> =>
    within(promise, patienceMs, `queue "${name}" had no answer from its engine within ${patienceMs} ms; try again`);

  async function enqueue(data: unknown, wanted: EnqueueOptions = {}): Promise<void> {
    const { delayMs = 0, key, attempts = DEFAULT_ATTEMPTS, backoffMs = DEFAULT_BACKOFF_MS } = wanted;
    const opts = {
      delay: Math.max(0, Math.round(delayMs)),
      attempts,
      backoff: { type: "growing" },
      removeOnComplete: true,
      removeOnFail: { count: KEPT_DEAD_LETTERS },
      ...(key !== undefined && { deduplication: { id: key } }),
    };
    await answered(add({ name: "job", data: { data, backoffMs }, opts }));
  }

  function put(jobs: readonly RecurringJob[]): Promise<void> {
    const since = clock.now();
    return answered(
      gridStore.put(
        name,
        jobs.map((job) => ({ ...job, since })),
      ),
    );
  }

  return {
    enqueue,
    async schedule(jobs) {
      // Throws for a rule that is none, before any of them is stored.
      for (const { recurrence } of jobs) createSchedule(recurrence);
      await put(jobs);
      for (const job of jobs) scheduledHere.set(job.key, job);
      grid.look();
    },
    async unschedule(keys) {
      for (const key of keys) scheduledHere.delete(key);
      await answered(gridStore.remove(name, keys));
      grid.look();
    },
    async scheduleAgain() {
      if (scheduledHere.size > 0) await put([...scheduledHere.values()]);
    },
    consume(handler, { concurrency = 1 } = {}) {
      const consumption = createConsumption(handler, { concurrency, onRoom: () => grid.hasRoom(name) });
      const joined = grid.join(name, consumption);

      async function process(job: BullJob, token: string | undefined): Promise<"done" | "handed-back"> {
        // From here on another job of the key may wait: this one may have read what the other is about.
        if (job.deduplicationId !== undefined) await job.removeDeduplicationKey();
        const outcome = await consumption.runInTurn(jobOf(job, clock));
        if (outcome.type === "failed") {
          if (job.attemptsMade + 1 >= (job.opts.attempts ?? 1)) tellDead(job, outcome.error);
          throw outcome.error instanceof Error ? outcome.error : new Error(String(outcome.error));
        }
        if (outcome.type === "done") return "done";
        await job.moveToWait(token);
        return "handed-back";
      }

      const workerName = Bun.randomUUIDv7();
      const worker = connection.worker(name, {
        name: workerName,
        concurrency,
        process,
        // PostgreSQL takes whole milliseconds.
        retryDelayMs: (attempt, backoffMs) => Math.round(retryDelay({ attempt, backoffMs, random: Math.random })),
      });
      const ending = new AbortController();
      const wait = (ms: number): Promise<void> => sleep(ms, undefined, { signal: ending.signal });
      const reconnects = connection.onReconnect(() => {
        handBackLost({ queue, worker, workerName, wait }).catch((error: unknown) =>
          logger.debug(`jobs of queue "${name}" may come late, when their locks have run out`, { error }),
        );
      });
      return {
        async [Symbol.asyncDispose]() {
          reconnects[Symbol.dispose]();
          ending.abort();
          // The handlers are told to end before anybody waits for them.
          const left = joined[Symbol.asyncDispose]();
          const closed = within(worker.close(), patienceMs, `the engine of queue "${name}" does not answer`);
          await Promise.all([left, closed.catch((error: Error) => logger.warn(error.message))]);
        },
      };
    },
    stats: () => answered(sharedStats({ name, queue, gridStore, clock })),
    ...letters,
    recurring: () => gridStore.list(name),
    async waiting({ limit }) {
      const jobs = await queue.getJobs(["waiting", "prioritized", "delayed"], 0, limit - 1, true);
      return jobs.flatMap((job) => {
        const { id, data, opts, deduplicationId } = job;
        const delayMs = Math.max(0, dueAtOf(job) - clock.now());
        const attempts = Math.max(1, (opts.attempts ?? 1) - job.attemptsMade);
        const key = deduplicationId === undefined ? {} : { key: deduplicationId };
        return id === undefined
          ? []
          : [{ id, data: data.data, options: { delayMs, attempts, backoffMs: data.backoffMs, ...key } }];
      });
    },
    async remove(jobIds) {
      for (const id of jobIds) await queue.remove(id);
    },
    [Symbol.asyncDispose]: () => queue.close(),
  };

  function tellDead(job: BullJob, error: unknown): void {
    logger.error(`job ${job.id} of queue "${name}" failed ${job.attemptsMade + 1} times and is a dead letter now`, {
      error,
    });
  }
}

/** When a job is or was due: a retry is due when BullMQ lets it run. */
const dueAtOf = (job: BullJob): number => job.timestamp + job.delay;

const jobOf = (job: BullJob, clock: Clock): Job => ({
  id: job.id ?? "",
  data: job.data.data,
  attempt: job.attemptsMade + 1,
  dueAt: job.attemptsMade === 0 ? job.timestamp + (job.opts.delay ?? 0) : clock.now(),
});
