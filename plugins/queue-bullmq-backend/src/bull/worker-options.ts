import { WaitingError, type MinimalJob } from "bullmq";
import type { BullJob, BullWorkerOptions, Envelope } from "./bull-connection.ts";

export interface WorkerTimes {
  /** How long a job may go without a sign of life from its process before another takes it over. Default 5000. */
  readonly lockMs?: number;
  /** How long a worker waits for word of a job before it looks for itself. Default 2000. */
  readonly lookEveryMs?: number;
}

/** What every worker is made with. After an outage it is back within half a second. */
export const workerOptions = (
  { name, concurrency, retryDelayMs }: BullWorkerOptions,
  { lockMs = 5000, lookEveryMs = 2000 }: WorkerTimes = {},
) => ({
  name,
  concurrency,
  lockDuration: lockMs,
  stalledInterval: lockMs / 2,
  // A job that ends its process again and again becomes a dead letter; a few restarts are no fault of the job.
  maxStalledCount: 10,
  runRetryDelay: 500,
  drainDelay: lookEveryMs / 1000,
  settings: {
    backoffStrategy: (attempt: number, _type?: string, _error?: Error, job?: MinimalJob<Envelope>) =>
      retryDelayMs(attempt, job?.data.backoffMs ?? 1000),
  },
});

/** What a worker runs for each job. */
export const processorOf =
  ({ process }: BullWorkerOptions) =>
  async (job: BullJob, token?: string): Promise<void> => {
    // What BullMQ takes for "it waits already".
    if ((await process(job, token)) === "handed-back") throw new WaitingError();
  };

export const queueOptions = { streams: { events: { maxLen: 100 } }, skipWaitingForReady: false } as const;
