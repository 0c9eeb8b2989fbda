import type * as z from "zod";

/** A job as its consumer sees it. Jobs run at least once: a consumer is idempotent. */
export interface Job<Data = unknown> {
  readonly id: string;
  readonly data: Data;
  /** 1 for the first try. */
  readonly attempt: number;
  /** When it should have run, ms since the epoch. */
  readonly dueAt: number;
}

export interface EnqueueOptions {
  readonly delayMs?: number;
  /** At most one waiting job of a key: a second one replaces nothing and is dropped. */
  readonly key?: string;
  /** Tries before the job becomes a dead letter. Default 3. */
  readonly attempts?: number;
  /** Wait before the second try; doubles each time. Default 1000. */
  readonly backoffMs?: number;
}

/** When a recurring job runs: on a fixed grid that does not drift, or by the calendar. */
export type Recurrence =
  | { readonly everyMs: number; /** Offset of the grid from the epoch, below `everyMs`. */ readonly offsetMs?: number }
  | { readonly cron: string; readonly timeZone?: string };

export interface RecurringJob<Data = unknown> {
  /** Unique within the queue; scheduling a key again replaces it. */
  readonly key: string;
  readonly recurrence: Recurrence;
  readonly data: Data;
}

export interface QueueStats {
  readonly waiting: number;
  readonly active: number;
  readonly delayed: number;
  readonly failed: number;
  readonly recurring: number;
  /** Due times of recurring jobs that were left out because the one before still waited or ran. */
  readonly skipped: number;
  /** How late the oldest waiting job is. */
  readonly lagMs: number;
}

/** One named queue of one plugin. */
export interface Queue<Data = unknown> {
  enqueue(data: Data, options?: EnqueueOptions): Promise<void>;
  /** Adds or replaces recurring jobs, all at once. */
  schedule(jobs: readonly RecurringJob<Data>[]): Promise<void>;
  unschedule(keys: readonly string[]): Promise<void>;
  /** Handles jobs until the plugin's scope ends. `handler`'s `signal` is aborted then. */
  consume(handler: (job: Job<Data>, signal: AbortSignal) => Promise<void>, options?: { concurrency?: number }): void;
  stats(): Promise<QueueStats>;
}

/** The queues of one plugin; names are the plugin's own. */
export interface Queues {
  /** `data` says what its jobs carry; a job that carries something else fails before the handler sees it. */
  queue<Data>(name: string, data: z.ZodType<Data>): Queue<Data>;
}

/** What a queue provider plugin adds to `queueProviders`; `name` is `<pluginId>.<queue>`. */
export interface QueueProvider {
  readonly id: string;
  readonly displayName: string;
  open(name: string): ProvidedQueue;
}

export interface ProvidedQueue extends Omit<Queue, "consume"> {
  /** Resolves once no handler of this consumer runs any more. */
  consume(
    handler: (job: Job, signal: AbortSignal) => Promise<void>,
    options?: { concurrency?: number },
  ): AsyncDisposable;
}
