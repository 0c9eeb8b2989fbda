import type { Database } from "@checkstack/backend-api";

export const DAY_MS = 86_400_000;

/** Tables that are partitioned by day, in UTC. */
export const PARTITIONED = ["runs", "run_details", "rollup_minutes"] as const;
export type PartitionedTable = (typeof PARTITIONED)[number];

export interface Partitions {
  /** Makes sure that rows of these moments (milliseconds since the epoch) have a place in every partitioned table. */
  ensure(moments: readonly number[]): Promise<void>;
  /** Drops the days of `table` that ended before `before`. Returns how many. */
  dropBefore(table: PartitionedTable, before: number): Promise<number>;
}

export function createPartitions(database: Database): Partitions {
  const known = new Set<number>();
  return {
    async ensure(moments) {
      for (const day of new Set(moments.map(dayOf))) {
        if (known.has(day)) continue;
        for (const table of PARTITIONED) await createPartition(database, table, day);
        known.add(day);
      }
    },
    async dropBefore(table, before) {
      const partitions = await database.query<{ name: string }>(
        `select c.relname as name from pg_inherits i join pg_class c on c.oid = i.inhrelid
         where i.inhparent = $1::regclass`,
        [table],
      );
      const over = partitions.filter(({ name }) => endOf(name) <= before);
      for (const { name } of over) await database.query(`drop table if exists "${name}"`);
      for (const { name } of over) known.delete(dayOf(endOf(name) - 1));
      return over.length;
    },
  };
}

const dayOf = (moment: number): number => Math.floor(moment / DAY_MS);
const dateOf = (day: number): string => new Date(day * DAY_MS).toISOString().slice(0, 10);

async function createPartition(database: Database, table: PartitionedTable, day: number): Promise<void> {
  // Minutes are written again with every run of theirs: with room on the page PostgreSQL updates them in place.
  const storage = table === "rollup_minutes" ? "with (fillfactor = 70)" : "";
  try {
    await database.query(
      `create table if not exists "${table}_${dateOf(day).replaceAll("-", "")}" partition of "${table}"
       for values from ('${dateOf(day)}T00:00:00Z') to ('${dateOf(day + 1)}T00:00:00Z') ${storage}`,
    );
  } catch (error) {
    // Two processes may both find it missing; one of them is then refused, and has what it wanted.
    const [found] = await database.query("select to_regclass($1) as name where to_regclass($1) is not null", [
      `"${table}_${dateOf(day).replaceAll("-", "")}"`,
    ]);
    if (!found) throw error;
  }
}

function endOf(partition: string): number {
  const [, year, month, day] = /_(\d{4})(\d{2})(\d{2})$/.exec(partition) ?? [];
  return year === undefined ? Number.POSITIVE_INFINITY : Date.parse(`${year}-${month}-${day}T00:00:00Z`) + DAY_MS;
}
