import type { Database } from "@checkstack/backend-api";
import * as z from "zod";
import {
  failureSchema,
  figuresSchema,
  PARTITIONS,
  partitionOf,
  progressSchema,
  recurrenceSchema,
  type GridStore,
} from "../grid/grid-store.ts";

const jobRow = z.object({ key: z.string(), recurrence: recurrenceSchema, data: z.unknown() });
const loadedRow = jobRow.extend({ partition: z.number(), since: z.coerce.number() });
const partitionRow = z.object({ partition: z.number(), progress: progressSchema.nullable() });
const heldRow = z.object({
  queue: z.string(),
  members: z.coerce.number(),
  partition: z.number().nullable(),
  version: z.coerce.number().nullable(),
});
const failureRow = z.object({ key: z.string(), data: z.unknown(), failure: failureSchema });
const countRow = z.object({ count: z.number() });

/** Keeps recurring jobs in the plugin's own tables: one statement a beat, whatever the number of queues and jobs. */
export function createPostgresGridStore(
  database: Pick<Database, "query">,
  { leaseMs }: { leaseMs: number },
): GridStore {
  const count = async (condition: string, queue: string): Promise<number> => {
    const [row] = await database.query(`select count(*)::int as count from grid_jobs where ${condition}`, [queue]);
    return countRow.parse(row).count;
  };

  return {
    async put(queue, jobs) {
      const rows = jobs.map(({ key, recurrence, data = null, since }) => ({
        key,
        partition: partitionOf(key),
        recurrence,
        data,
        since,
      }));
      await database.query(PUT, [queue, JSON.stringify(rows)]);
    },
    async remove(queue, keys) {
      await database.query(REMOVE, [queue, keys]);
    },
    async list(queue) {
      const rows = await database.query("select key, recurrence, data from grid_jobs where queue = $1 order by key", [
        queue,
      ]);
      return jobRow.array().parse(rows);
    },
    count: (queue) => count("queue = $1", queue),
    async beat(owner, reports) {
      const rows = heldRow
        .array()
        .parse(
          await database.query(BEAT, [
            owner,
            leaseMs,
            JSON.stringify(reports.map(({ queue, figures }) => ({ queue, figures }))),
            JSON.stringify(reports.flatMap(({ queue, held }) => held.map((one) => ({ queue, ...one })))),
            JSON.stringify(reports.flatMap(({ queue, released }) => released.map((one) => ({ queue, ...one })))),
            JSON.stringify(reports.flatMap(({ queue, failures }) => failures.map((one) => ({ queue, ...one })))),
          ]),
        );
      return reports.map(({ queue }) => {
        const own = rows.filter((row) => row.queue === queue);
        const held = own.flatMap(({ partition, version }) =>
          partition === null || version === null ? [] : [{ partition, version }],
        );
        return { queue, members: own[0]?.members ?? 1, held };
      });
    },
    async load(queue, partitions) {
      // Progress first: what is put between the two reads raises the version, and is read again at the next beat.
      const progress = partitionRow
        .array()
        .parse(
          await database.query(
            "select partition, progress from grid_partitions where queue = $1 and partition = any($2)",
            [queue, partitions],
          ),
        );
      const jobs = loadedRow
        .array()
        .parse(
          await database.query(
            "select key, recurrence, data, partition, since from grid_jobs where queue = $1 and partition = any($2)",
            [queue, partitions],
          ),
        );
      const byPartition = Map.groupBy(jobs, (job) => job.partition);
      return partitions.map((partition) => ({
        partition,
        progress: progress.find((row) => row.partition === partition)?.progress ?? undefined,
        jobs: byPartition.get(partition) ?? [],
      }));
    },
    async leave(owner, { queue, released, failures }) {
      await database.query(LEAVE, [
        owner,
        queue,
        JSON.stringify(released),
        JSON.stringify(failures.map((one) => ({ queue, ...one }))),
      ]);
    },
    async figures(queue) {
      const rows = await database.query(
        "select figures from grid_members where queue = $1 and seen_at > now() - $2::int * interval '1 ms'",
        [queue, leaseMs],
      );
      return z
        .object({ figures: figuresSchema })
        .array()
        .parse(rows)
        .map(({ figures }) => figures);
    },
    async failures(queue, limit) {
      const rows = await database.query(
        `select key, data, failure from grid_jobs where queue = $1 and failure is not null
         order by failure->'failedAt' desc limit $2`,
        [queue, limit],
      );
      return failureRow
        .array()
        .parse(rows)
        .map(({ key, data, failure }) => ({ key, data, ...failure }));
    },
    async forgetFailure(queue, key) {
      const [row] = await database.query(
        `update grid_jobs j set failure = null from grid_jobs old
         where j.queue = $1 and j.key = $2 and old.queue = j.queue and old.key = j.key and old.failure is not null
         returning j.key, j.data, old.failure`,
        [queue, key],
      );
      const found = failureRow.optional().parse(row);
      return found && { key: found.key, data: found.data, ...found.failure };
    },
    countFailures: (queue) => count("queue = $1 and failure is not null", queue),
    // A database loses nothing that it has confirmed.
    async epoch() {
      await database.query("select 1");
      return "1";
    },
  };
}

/** Rows are written in the order of their keys, so that two processes that write the same ones do not lock each other out. */
const PUT = `
  with given as (
    select * from json_to_recordset($2) as g(key text, partition int, recurrence jsonb, data jsonb, since bigint)
  ), changed as (
    insert into grid_jobs as j (queue, key, partition, recurrence, data, since)
    select $1, key, partition, recurrence, data, since from given order by key
    on conflict (queue, key) do update set recurrence = excluded.recurrence, data = excluded.data,
      since = case when j.recurrence = excluded.recurrence then j.since else excluded.since end
      where (j.recurrence, j.data) is distinct from (excluded.recurrence, excluded.data)
    returning partition
  )
  insert into grid_partitions as p (queue, partition, version)
  select distinct $1, partition, 1 from changed order by 2
  on conflict (queue, partition) do update set version = p.version + 1`;

const REMOVE = `
  with removed as (delete from grid_jobs where queue = $1 and key = any($2) returning partition)
  update grid_partitions set version = version + 1
  where queue = $1 and partition in (select partition from removed)`;

const FAILED = `
  update grid_jobs j set failure = f.failure
  from json_to_recordset($FAILURES) as f(queue text, key text, failure jsonb)
  where j.queue = f.queue and j.key = f.key`;

/**
 * All of it sees the tables as they were before the beat, so a share that is released now is free for the next beat. Of the
 * shares that are free, as many are taken as are missing to an even part; one that is ours and not held was taken by a beat
 * whose answer was lost; two processes that look at once skip each
 * other's rows.
 */
const BEAT = `
  with mine as (
    select * from json_to_recordset($3) as m(queue text, figures jsonb)
  ), held as (
    select * from json_to_recordset($4) as h(queue text, partition int, progress jsonb)
  ), released as (
    select * from json_to_recordset($5) as r(queue text, partition int, progress jsonb)
  ), present as (
    insert into grid_members as g (queue, owner, seen_at, figures) select queue, $1, now(), figures from mine
    on conflict (queue, owner) do update set seen_at = excluded.seen_at, figures = excluded.figures
  ), gone as (
    delete from grid_members where owner <> $1 and seen_at < now() - interval '1 minute'
  ), made as (
    insert into grid_partitions (queue, partition, version)
    select queue, n, 0 from mine, generate_series(0, ${PARTITIONS - 1}) n
    where (select count(*) from grid_partitions p where p.queue = mine.queue) < ${PARTITIONS}
    on conflict do nothing
  ), failed as (${FAILED.replace("$FAILURES", "$6")}
  ), handed_back as (
    update grid_partitions p set owner = null, lease_until = null, progress = r.progress from released r
    where p.queue = r.queue and p.partition = r.partition and p.owner = $1
  ), renewed as (
    update grid_partitions p set lease_until = now() + $2::int * interval '1 ms', progress = h.progress from held h
    where p.queue = h.queue and p.partition = h.partition and p.owner = $1
    returning p.queue, p.partition, p.version
  ), shares as (
    select m.queue, count(g.owner) + 1 as members,
      ceil(${PARTITIONS}::numeric / (count(g.owner) + 1)) - (select count(*) from held h where h.queue = m.queue) as missing
    from mine m left join grid_members g
      on g.queue = m.queue and g.owner <> $1 and g.seen_at > now() - $2::int * interval '1 ms'
    group by m.queue
  ), free as (
    select f.* from shares s cross join lateral (
      select p.queue, p.partition from grid_partitions p
      where p.queue = s.queue and (p.lease_until is null or p.lease_until < now() or p.owner = $1)
        and not exists (select 1 from held h where h.queue = p.queue and h.partition = p.partition)
        and not exists (select 1 from released r where r.queue = p.queue and r.partition = p.partition)
      limit greatest(s.missing, 0) for update skip locked
    ) f
  ), taken as (
    update grid_partitions p set owner = $1, lease_until = now() + $2::int * interval '1 ms' from free f
    where p.queue = f.queue and p.partition = f.partition
    returning p.queue, p.partition, p.version
  )
  select s.queue, s.members, h.partition, h.version
  from shares s left join (select * from renewed union all select * from taken) h using (queue)`;

const LEAVE = `
  with released as (
    select * from json_to_recordset($3) as r(partition int, progress jsonb)
  ), failed as (${FAILED.replace("$FAILURES", "$4")}
  ), handed_back as (
    update grid_partitions p set owner = null, lease_until = null, progress = r.progress from released r
    where p.queue = $2 and p.partition = r.partition and p.owner = $1
  )
  delete from grid_members where queue = $2 and owner = $1`;
