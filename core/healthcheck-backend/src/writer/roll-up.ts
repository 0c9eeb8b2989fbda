import { bucketOf, type RunStatus } from "@checkstack/healthcheck-common";
import type { FinishedRun } from "./finished-run.ts";

const MINUTE_MS = 60_000;
const HOUR_MS = 3_600_000;

/** Runs of one check, one source and one minute. */
export interface MinuteCounts extends Record<RunStatus, number> {
  readonly checkId: string;
  readonly source: string;
  /** Start of the minute, milliseconds since the epoch. */
  readonly at: number;
  /** One bucket for each run with a latency. */
  readonly buckets: number[];
}

/** Counts runs by the minute in which they were due. Pure. */
export function rollUp(runs: readonly FinishedRun[]): MinuteCounts[] {
  const minutes = new Map<string, MinuteCounts>();
  for (const { run } of runs) {
    const at = floorTo(MINUTE_MS, run.scheduledAt);
    const key = `${run.checkId} ${at} ${run.source}`;
    const minute = minutes.get(key) ?? emptyMinute(run.checkId, run.source, at);
    minutes.set(key, minute);
    minute[run.status]++;
    if (run.latencyMs !== null) minute.buckets.push(bucketOf(run.latencyMs));
  }
  return [...minutes.values()];
}

/** The starts of the hours in which these runs were due, oldest first. */
export const hoursOf = (runs: readonly FinishedRun[]): number[] =>
  [...new Set(runs.map(({ run }) => floorTo(HOUR_MS, run.scheduledAt)))].toSorted((a, b) => a - b);

const floorTo = (step: number, moment: Date): number => Math.floor(moment.getTime() / step) * step;

const emptyMinute = (checkId: string, source: string, at: number): MinuteCounts => ({
  checkId,
  source,
  at,
  healthy: 0,
  degraded: 0,
  unhealthy: 0,
  inconclusive: 0,
  buckets: [],
});
