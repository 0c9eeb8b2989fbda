import type { Client } from "pg";

const SCHEMA = `"plugin_healthcheck-backend"`;

/** Resolves when every check has run once since `moment`. */
export async function everyCheckRan(client: Client, moment: Date): Promise<void> {
  const pending = `select count(*)::int as pending from ${SCHEMA}.check_states where coalesce(last_run_at < $1, true)`;
  while ((await client.query<{ pending: number }>(pending, [moment])).rows[0]?.pending !== 0) await Bun.sleep(20);
}

/** Stores `count` healthy runs, spread evenly over all checks and over the last hours of today, as the engine would have. */
export async function storeRuns(client: Client, count: number): Promise<void> {
  await client.query(
    `insert into ${SCHEMA}.runs (check_id, scheduled_at, source, slot, started_at, status, latency_ms, timings, message)
     select c.id, at, 'here', n, at + interval '3 ms', 'healthy', 20 + n % 80, '{"dns":0,"connect":1,"firstByte":20,"transfer":1}', ''
     from ${SCHEMA}.checks c
     cross join generate_series(1, ceil($1::float8 / (select count(*) from ${SCHEMA}.checks))::int) n
     cross join lateral (select date_trunc('day', now(), 'UTC') + n * interval '100 ms' as at) as moment
     on conflict do nothing`,
    [count],
  );
  await client.query(`analyze ${SCHEMA}.runs`);
}
