import type { Database } from "@checkstack/backend-api";
import type { Impact } from "@checkstack/catalog-common";

/** What goes with systems when they are deleted: their checks, and what is stored of their runs. */
export async function impactOfSystems(database: Database, systemIds: readonly string[]): Promise<Impact[]> {
  const [counted] = await database.query<{ checks: number; runs: number }>(
    `with ours as (select id from checks where system_id = any($1))
     select (select count(*)::int from ours) as checks,
       (select count(*)::int from runs where check_id in (select id from ours)) as runs`,
    [systemIds],
  );
  return [
    { label: "health checks", count: counted?.checks ?? 0 },
    { label: "stored runs", count: counted?.runs ?? 0 },
  ];
}
