import type { Database } from "@checkstack/backend-api";
import { mergeSketches, type RunStatus } from "@checkstack/healthcheck-common";

/** Runs of a check that were due within one minute, hour or day from `at`. */
export interface Piece extends Readonly<Record<RunStatus, number>> {
  readonly at: Date;
  readonly buckets: readonly number[];
  /** Null where each bucket stands for one run. */
  readonly bucketCounts: readonly number[] | null;
}

export type Tier = "minutes" | "hours" | "days";

/**
 * What the roll-ups know of a check from `from` on, by `tier` where it is folded, and finer where it is not yet: an hour
 * that has changed since is read from its minutes. Runs that people asked for are left out: they come when something is
 * wrong, and would weigh on the trouble.
 */
export const readRollups = (
  database: Database,
  checkId: string,
  options: { from: Date; tier: Tier },
): Promise<Piece[]> => database.query<Piece>(QUERIES[options.tier], [checkId, options.from]);

/** The latencies of all pieces, as one sketch. */
export const sketchOfPieces = (pieces: Iterable<Piece>): Map<number, number> =>
  mergeSketches(
    [...pieces].map(({ buckets, bucketCounts }) => buckets.map((bucket, i) => [bucket, bucketCounts?.[i] ?? 1])),
  );

const COUNTS = "at, healthy, degraded, unhealthy, inconclusive, buckets";
const OURS = "check_id = $1 and at >= $2 and source <> 'manual'";
const DIRTY = "with dirty as (select hour from dirty_hours where hour >= $2)";

const minutesOfDirtyHours = `
select ${COUNTS}, null::int[] as "bucketCounts" from rollup_minutes
where ${OURS} and at >= (select min(hour) from dirty) and date_trunc('hour', at, 'UTC') in (select hour from dirty)`;

const cleanHours = `select ${COUNTS}, bucket_counts as "bucketCounts" from rollup_hours
where ${OURS} and at not in (select hour from dirty)`;

const QUERIES: Record<Tier, string> = {
  minutes: `select ${COUNTS}, null as "bucketCounts" from rollup_minutes where ${OURS} order by at`,
  hours: `${DIRTY} ${cleanHours} union all ${minutesOfDirtyHours} order by at`,
  days: `${DIRTY}, dirty_days as (select distinct date_trunc('day', hour, 'UTC') as day from dirty)
    select ${COUNTS}, bucket_counts as "bucketCounts" from rollup_days
    where ${OURS} and at not in (select day from dirty_days)
    union all ${cleanHours} and date_trunc('day', at, 'UTC') in (select day from dirty_days)
    union all ${minutesOfDirtyHours} order by at`,
};
