import type { Job, Queue, Worker } from "bullmq";
import type { GridStore } from "../grid/grid-store.ts";

/** What a job carries in BullMQ. */
export interface Envelope {
  readonly data: unknown;
  readonly backoffMs: number;
}

export type BullJob = Pick<
  Job<Envelope, void>,
  | "id"
  | "data"
  | "timestamp"
  | "opts"
  | "delay"
  | "attemptsMade"
  | "failedReason"
  | "finishedOn"
  | "processedBy"
  | "deduplicationId"
  | "removeDeduplicationKey"
  | "moveToWait"
  | "retry"
  | "remove"
>;

type NewJobOptions = NonNullable<Parameters<Queue<Envelope, void>["addBulk"]>[0][number]["opts"]>;

/** The part of BullMQ's `Queue` that is used, whichever database is behind it. */
export interface BullQueue extends Pick<Queue<Envelope, void>, "getJobCounts" | "remove" | "close"> {
  add(name: string, data: Envelope, options: NewJobOptions): Promise<unknown>;
  addBulk(jobs: { name: string; data: Envelope; opts: NewJobOptions }[]): Promise<unknown>;
  getJob(id: string): Promise<BullJob | undefined>;
  getJobs: (...parameters: Parameters<Queue<Envelope, void>["getJobs"]>) => Promise<BullJob[]>;
}

export interface BullWorker extends Pick<Worker<Envelope, void>, "close"> {
  /** Whether it has a job in hand, from its arrival until its end is written down. */
  holds(jobId: string): boolean;
}

/** An open way to one database: BullMQ's queues and workers, and the recurring jobs beside them. */
export interface BullConnection extends AsyncDisposable {
  readonly gridStore: GridStore;
  queue(name: string): BullQueue;
  worker(queue: string, options: BullWorkerOptions): BullWorker;
  /** Calls `listener` when the database answers again after a connection was lost; the answer calls it off. */
  onReconnect(listener: () => void): Disposable;
}

export interface BullWorkerOptions {
  /** Of this worker alone: jobs tell by it whose they are. */
  readonly name: string;
  readonly concurrency: number;
  /** `handed-back`: the job waits again, as if it had not been begun. A throw is a failed try. */
  readonly process: (job: BullJob, token: string | undefined) => Promise<"done" | "handed-back">;
  readonly retryDelayMs: (attempt: number, backoffMs: number) => number;
}
