import { readFile } from "node:fs/promises";
import { join } from "node:path";
import { SQL } from "bun";

/** Writes what hooks would have stored of two events that a plugin could not handle. */
export async function storeDeadLetters(dataDir: string): Promise<void> {
  const access: { port: number; password: string } = JSON.parse(await readFile(join(dataDir, "postgres.json"), "utf8"));
  await using database = new SQL(`postgres://postgres:${access.password}@127.0.0.1:${access.port}/checkstack`);
  for (const [minutesAgo, reason] of [
    [4, "the mail server mail.example.org refused the connection (ECONNREFUSED)"],
    [190, 'the payload of hook "catalog.systemsDeleted" does not fit its schema: systemIds must not be empty'],
  ] as const) {
    await database.unsafe(STORE, [Bun.randomUUIDv7(), reason, minutesAgo]);
  }
}

const STORE = `
  with event as (
    insert into hook_events (id, hook_id, payload, occurred_at)
    values ($1::uuid, 'catalog.systemsDeleted', '{"systemIds":["01922d4c-7c1e-7b0a-9b3c-5a1f0e2d3c4b"]}', now() - $3::int * interval '1 minute')
    returning id, position
  ), subscriber as (
    insert into hook_subscribers (subscriber, plugin_id) values ('healthcheck', 'healthcheck') on conflict do nothing
  )
  insert into hook_deliveries (subscriber, event_id, position, attempt, dead_at, last_error)
  select 'healthcheck', id, position, 8, now() - $3::int * interval '1 minute', $2 from event`;
