import type { Clock, Database, Transaction } from "@checkstack/backend-api";

const HOUR_MS = 3_600_000;
/** An hour is folded when the runs that were due in it have mostly been stored. Later ones have it folded again. */
const SETTLE_MS = 120_000;
/** Checks folded by one statement, so that none takes long, however many checks there are. */
const CHUNK = 200;

/**
 * Folds the minutes of every hour that is over and has changed into its hour, and its hours into its day. Each is made
 * anew from what lies below it, so that folding twice is folding once. Returns how many hours were folded.
 */
export async function foldRollups({ database, clock }: { database: Database; clock: Clock }): Promise<number> {
  const over = new Date(clock.now() - HOUR_MS - SETTLE_MS);
  const hours = await database.query<{ hour: Date }>("select hour from dirty_hours where hour <= $1 order by hour", [
    over,
  ]);
  for (const { hour } of hours) await database.transaction((tx) => foldHour(tx, hour));
  return hours.length;
}

async function foldHour(tx: Transaction, hour: Date): Promise<void> {
  // Waits for the writers that have marked the hour. Those who come later mark it again.
  const [marked] = await tx.query("delete from dirty_hours where hour = $1 returning 1", [hour]);
  if (!marked) return;
  const day = new Date(Math.floor(hour.getTime() / 86_400_000) * 86_400_000);
  const checks = await tx.query<{ id: string }>("select id from checks order by id");
  for (let i = 0; i < checks.length; i += CHUNK) {
    const ids = checks.slice(i, i + CHUNK).map(({ id }) => id);
    await tx.query(FOLD_HOUR, [hour, ids]);
    await tx.query(FOLD_DAY, [day, ids]);
  }
}

const foldInto = (tier: "rollup_hours" | "rollup_days", below: string, pairs: string): string => `
with below as (${below}), counted as (
  select check_id, source, sum(healthy)::int as healthy, sum(degraded)::int as degraded,
    sum(unhealthy)::int as unhealthy, sum(inconclusive)::int as inconclusive
  from below group by check_id, source
), pairs as (
  select check_id, source, array_agg(bucket order by bucket) as buckets, array_agg(n order by bucket) as bucket_counts
  from (${pairs}) as each_bucket group by check_id, source
)
insert into ${tier} (check_id, at, source, healthy, degraded, unhealthy, inconclusive, buckets, bucket_counts)
select check_id, $1, source, healthy, degraded, unhealthy, inconclusive,
  coalesce(buckets, '{}'), coalesce(bucket_counts, '{}')
from counted left join pairs using (check_id, source)
on conflict (check_id, at, source) do update set
  healthy = excluded.healthy, degraded = excluded.degraded, unhealthy = excluded.unhealthy,
  inconclusive = excluded.inconclusive, buckets = excluded.buckets, bucket_counts = excluded.bucket_counts`;

const FOLD_HOUR = foldInto(
  "rollup_hours",
  `select * from rollup_minutes where check_id = any($2::uuid[]) and at >= $1::timestamptz and at < $1::timestamptz + interval '1 hour'`,
  `select check_id, source, bucket, count(*)::int as n
   from below, unnest(buckets) as bucket group by check_id, source, bucket`,
);

const FOLD_DAY = foldInto(
  "rollup_days",
  `select * from rollup_hours where check_id = any($2::uuid[]) and at >= $1::timestamptz and at < $1::timestamptz + interval '1 day'`,
  `select check_id, source, bucket, sum(n)::int as n
   from below, unnest(buckets, bucket_counts) as pair (bucket, n) group by check_id, source, bucket`,
);
