import type { Recurrence, RecurringJob } from "@checkstack/backend-api";
import * as z from "zod";

/** How many shares the recurring jobs of a queue are divided into: no more processes than that can share them. */
export const PARTITIONS = 32;

/** The share that a recurring job belongs to, the same in every process and version. */
export const partitionOf = (key: string): number => Bun.hash.crc32(key) % PARTITIONS;

/**
 * How far a share has come: every due time up to `upTo` (ms since the epoch) was handled, but for those in `open`, by key,
 * which waited or ran.
 */
export const progressSchema = z.object({ upTo: z.number(), open: z.record(z.string(), z.number()) });
export type Progress = z.infer<typeof progressSchema>;

/** What one process has in hand of a queue's recurring jobs. */
export const figuresSchema = z.object({
  waiting: z.number(),
  active: z.number(),
  /** Due times that were left out, since this process began. */
  skipped: z.number(),
  /** Since when the oldest waits, ms since the epoch. */
  oldestDueAt: z.number().nullable(),
});
export type Figures = z.infer<typeof figuresSchema>;

export const failureSchema = z.object({ dueAt: z.number(), failedAt: z.number(), reason: z.string() });
export type Failure = z.infer<typeof failureSchema>;

export const recurrenceSchema: z.ZodType<Recurrence> = z.union([
  z.object({ everyMs: z.number(), offsetMs: z.number().exactOptional() }),
  z.object({ cron: z.string(), timeZone: z.string().exactOptional() }),
]);

/** A recurring job as it is stored; `since` is when its recurrence was given. */
export interface StoredJob extends RecurringJob {
  readonly since: number;
}

/** One beat of one process for one queue. */
export interface BeatReport {
  readonly queue: string;
  readonly held: readonly { readonly partition: number; readonly progress: Progress }[];
  /** Shares that this process hands back. */
  readonly released: readonly { readonly partition: number; readonly progress: Progress }[];
  readonly failures: readonly { readonly key: string; readonly failure: Failure }[];
  readonly figures: Figures;
}

/** What a process learns from its beat. Shares that are not among `held` are not its own any more. */
export interface BeatAnswer {
  readonly queue: string;
  /** The processes that consume the queue, this one included. */
  readonly members: number;
  readonly held: readonly { readonly partition: number; readonly version: number }[];
}

export interface LoadedPartition {
  readonly partition: number;
  readonly progress: Progress | undefined;
  readonly jobs: readonly StoredJob[];
}

/** Where recurring jobs and the shares of them are kept, for all processes. Leases run by the store's clock. */
export interface GridStore {
  /** Adds or replaces; a job that is stored as it is stays untouched. */
  put(queue: string, jobs: readonly StoredJob[]): Promise<void>;
  remove(queue: string, keys: readonly string[]): Promise<void>;
  list(queue: string): Promise<readonly RecurringJob[]>;
  count(queue: string): Promise<number>;
  /** Renews this process's leases, hands back what it releases, and takes free shares up to an even part. */
  beat(owner: string, reports: readonly BeatReport[]): Promise<readonly BeatAnswer[]>;
  load(queue: string, partitions: readonly number[]): Promise<readonly LoadedPartition[]>;
  /** The process consumes the queue no longer; its shares are free at once. */
  leave(owner: string, report: BeatReport): Promise<void>;
  figures(queue: string): Promise<readonly Figures[]>;
  failures(queue: string, limit: number): Promise<readonly StoredFailure[]>;
  forgetFailure(queue: string, key: string): Promise<StoredFailure | undefined>;
  countFailures(queue: string): Promise<number>;
  /** A mark that changes when the store has lost what it held. */
  epoch(): Promise<string>;
}

export interface StoredFailure extends Failure {
  readonly key: string;
  readonly data: unknown;
}
