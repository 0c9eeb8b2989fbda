import type { Database } from "@checkstack/backend-api";

export const DAY_MS = 86_400_000;

/** Tables that are partitioned by day, in UTC. */
export const PARTITIONED = ["runs", "run_details", "rollup_minutes"] as const;
export type PartitionedTable = (typeof PARTITIONED)[number];

export interface Partitions {
  /** Makes sure that rows of these moments (milliseconds since the epoch) have a place in every partitioned table. */
  ensure(moments: readonly number[]): Promise<void>;
  /** The days that `table` has, oldest first, each as its beginning in milliseconds since the epoch. */
  daysOf(table: PartitionedTable): Promise<number[]>;
  /** Drops the days of `table` that ended before `before`. Returns how many. */
  dropBefore(table: PartitionedTable, before: number): Promise<number>;
}

export function createPartitions(database: Database): Partitions {
  const known = new Set<number>();

  async function daysOf(table: PartitionedTable): Promise<number[]> {
    const partitions = await database.query<{ name: string }>(
      "select c.relname as name from pg_inherits i join pg_class c on c.oid = i.inhrelid where i.inhparent = $1::regclass",
      [table],
    );
    return partitions.map(({ name }) => beginningOf(name)).toSorted((a, b) => a - b);
  }

  return {
    daysOf,
    async ensure(moments) {
      for (const day of new Set(moments.map(dayOf))) {
        if (known.has(day)) continue;
        for (const table of PARTITIONED) await createPartition(database, table, day);
        known.add(day);
      }
    },
    async dropBefore(table, before) {
      const over = (await daysOf(table)).filter((day) => day + DAY_MS <= before);
      for (const day of over) {
        await database.query(`drop table if exists "${nameOf(table, dayOf(day))}"`);
        known.delete(dayOf(day));
      }
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
      `create table if not exists "${nameOf(table, day)}" partition of "${table}"
       for values from ('${dateOf(day)}T00:00:00Z') to ('${dateOf(day + 1)}T00:00:00Z') ${storage}`,
    );
  } catch (error) {
    // Two processes may both find it missing; one of them is then refused, and has what it wanted.
    const [found] = await database.query<{ name: string | null }>("select to_regclass($1)::text as name", [
      nameOf(table, day),
    ]);
    if (!found?.name) throw error;
  }
}

const nameOf = (table: PartitionedTable, day: number): string => `${table}_${dateOf(day).replaceAll("-", "")}`;

const beginningOf = (partition: string): number =>
  Date.parse(partition.replace(/^.*_(\d{4})(\d{2})(\d{2})$/, "$1-$2-$3T00:00:00Z"));
