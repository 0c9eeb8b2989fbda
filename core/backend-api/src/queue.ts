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

/** A job that failed for good, and is kept until somebody tries it again or throws it away. */
export interface DeadLetter {
  /** Unique within its queue. */
  readonly id: string;
  readonly data: unknown;
  readonly reason: string;
  readonly attempts: number;
  /** ms since the epoch */
  readonly dueAt: number;
  /** ms since the epoch */
  readonly failedAt: number;
  /** Set where it is the last failure of a recurring job, which goes on whatever becomes of this. */
  readonly recurringKey?: string;
}

/** A job that waits, as it is handed from one engine to another. */
export interface WaitingJob {
  readonly id: string;
  readonly data: unknown;
  /** With what is left of its delay and of its tries. */
  readonly options: EnqueueOptions;
}

/** What a queue provider plugin adds to `queueProviders`. */
export interface QueueProvider {
  readonly id: string;
  readonly displayName: string;
  readonly description: string;
  /** Who sees its jobs: this process alone, or every process of the installation. */
  readonly reach: "process" | "installation";
  /** Rejects when it cannot run jobs now; the message says why, in one sentence for an operator. */
  check(): Promise<void>;
  /** `name` is `<pluginId>.<queue>`. Answers the same queue for the same name. */
  open(name: string): ProvidedQueue;
  /** Closes what is open, because another engine runs the queues; `open` begins anew. */
  close(): Promise<void>;
  /** Closes what this process has open for a plugin that is gone, and forgets what this process alone knew. */
  release(pluginId: string): Promise<void>;
  /** Removes what is stored for a plugin: its jobs, recurring jobs and dead letters. No process has its queues open. */
  erase(pluginId: string): Promise<void>;
  /** What an operator may set, where there is anything. */
  readonly settings?: QueueProviderSettings;
}

/** The settings of an engine, kept by the plugin that provides it. */
export interface QueueProviderSettings {
  /** JSON Schema (draft 2020-12), from which a form is made. */
  readonly schema: Readonly<Record<string, unknown>>;
  /** The settings as they are, secrets blanked. */
  read(): Promise<unknown>;
  /** Rejects when they do not fit the schema. They hold from the next `open` or `check` on, in every process. */
  write(settings: unknown): Promise<void>;
}

export interface ProvidedQueue extends Omit<Queue, "consume"> {
  /** Resolves once no handler of this consumer runs any more. */
  consume(
    handler: (job: Job, signal: AbortSignal) => Promise<void>,
    options?: { concurrency?: number },
  ): AsyncDisposable;
  /** Newest first. */
  deadLetters(options: { limit: number }): Promise<readonly DeadLetter[]>;
  /** Runs it again, as if for the first time. False when it is not there any more. */
  retry(deadLetterId: string): Promise<boolean>;
  discard(deadLetterId: string): Promise<boolean>;
  /** Every recurring job, for the engine that comes next. */
  recurring(): Promise<readonly RecurringJob[]>;
  /** Jobs that wait or are delayed, for the engine that comes next. Those that run are not among them. */
  waiting(options: { limit: number }): Promise<readonly WaitingJob[]>;
  /** Takes out jobs that another engine has now. */
  remove(jobIds: readonly string[]): Promise<void>;
}
