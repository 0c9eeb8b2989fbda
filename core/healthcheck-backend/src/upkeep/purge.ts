import type { Database } from "@checkstack/backend-api";
import { DAY_MS, PARTITIONED, type Partitions } from "../partitions.ts";

/** Deletes what deleted checks have left behind, a day of one table at a time. Begins anew where it was interrupted. */
export async function purgeDeletedChecks({
  database,
  partitions,
}: {
  database: Database;
  partitions: Partitions;
}): Promise<void> {
  const rows = await database.query<{ id: string }>("select check_id as id from deleted_checks");
  if (rows.length === 0) return;
  const ids = rows.map(({ id }) => id);
  for (const table of PARTITIONED) {
    const moment = table === "rollup_minutes" ? "at" : "scheduled_at";
    for (const day of await partitions.daysOf(table)) {
      await database.query(
        `delete from ${table} where check_id = any($1::uuid[]) and ${moment} >= $2 and ${moment} < $3`,
        [ids, new Date(day), new Date(day + DAY_MS)],
      );
    }
  }
  await database.query("delete from rollup_hours where check_id = any($1::uuid[])", [ids]);
  await database.query("delete from rollup_days where check_id = any($1::uuid[])", [ids]);
  await database.query("delete from deleted_checks where check_id = any($1::uuid[])", [ids]);
}
