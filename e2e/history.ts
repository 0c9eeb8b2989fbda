import { readFile } from "node:fs/promises";
import { join } from "node:path";
import { bucketOf, sketchOf } from "@checkstack/healthcheck-common";
import { SQL } from "bun";

/** How a check has been, for pictures: no server of this age has a past of its own. */
export interface Past {
  readonly checkId: string;
  readonly typicalMs: number;
  readonly intervalSeconds: number;
  /** How it is since when, and why. */
  readonly now: {
    readonly status: "healthy" | "degraded" | "unhealthy";
    readonly minutes: number;
    readonly message: string;
  };
  /** What was before, in hours before now. */
  readonly outages: readonly { readonly hoursAgo: number; readonly hours: number; readonly message: string }[];
}

const DAYS = 90;
const HOUR_MS = 3_600_000;
const SCHEMA = `"plugin_healthcheck-backend"`;

/** Writes what checks would have stored in the last three months. The server must be started again to know of it. */
export async function storePast(dataDir: string, pasts: readonly Past[]): Promise<void> {
  const access: { port: number; password: string } = JSON.parse(await readFile(join(dataDir, "postgres.json"), "utf8"));
  await using database = new SQL(`postgres://postgres:${access.password}@127.0.0.1:${access.port}/checkstack`);
  const nowMs = Date.now();
  for (const past of pasts) {
    const begun = new Date(nowMs - DAYS * 24 * HOUR_MS);
    await database.unsafe(`update ${SCHEMA}.schedules set started_at = $2 where check_id = $1 and ended_at is null`, [
      past.checkId,
      begun,
    ]);
    for (const table of ["hours", "days"] as const) {
      await database.unsafe(FOLD_SQL(table), [past.checkId, JSON.stringify(foldedRows(past, { table, nowMs }))]);
    }
    await database.unsafe(MINUTES_SQL, [past.checkId, JSON.stringify(minuteRows(past, nowMs))]);
    await database.unsafe(RUNS_SQL, [past.checkId, JSON.stringify(recentRuns(past, nowMs))]);
    await database.unsafe(`delete from ${SCHEMA}.status_intervals where check_id = $1`, [past.checkId]);
    await database.unsafe(INTERVALS_SQL, [past.checkId, JSON.stringify(intervals(past, { nowMs, begun }))]);
    await database.unsafe(`update ${SCHEMA}.check_states set since = $2 where check_id = $1`, [
      past.checkId,
      new Date(nowMs - past.now.minutes * 60_000),
    ]);
  }
}

const FOLD_SQL = (table: "hours" | "days"): string => `
  insert into ${SCHEMA}.rollup_${table}
    (check_id, at, source, healthy, degraded, unhealthy, inconclusive, buckets, bucket_counts)
  select $1::uuid, to_timestamp((r->>'at')::float8 / 1000), 'here',
    (r->>'healthy')::int, (r->>'degraded')::int, (r->>'unhealthy')::int, 0,
    array(select jsonb_array_elements_text(r->'buckets')::smallint),
    array(select jsonb_array_elements_text(r->'counts')::int)
  from jsonb_array_elements($2::text::jsonb) r on conflict do nothing`;

const MINUTES_SQL = `
  insert into ${SCHEMA}.rollup_minutes (check_id, at, source, healthy, degraded, unhealthy, inconclusive, buckets)
  select $1::uuid, to_timestamp((r->>'at')::float8 / 1000), 'here',
    (r->>'healthy')::int, (r->>'degraded')::int, (r->>'unhealthy')::int, 0,
    array(select jsonb_array_elements_text(r->'buckets')::smallint)
  from jsonb_array_elements($2::text::jsonb) r on conflict do nothing`;

const RUNS_SQL = `
  insert into ${SCHEMA}.runs (check_id, scheduled_at, source, slot, started_at, status, latency_ms, timings, message, code)
  select $1::uuid, at, 'here', (r->>'at')::bigint / 1000, at + interval '2 ms', r->>'status', (r->>'latencyMs')::real,
    (r->'timings')::json, r->>'message', r->>'code'
  from jsonb_array_elements($2::text::jsonb) r, lateral (select to_timestamp((r->>'at')::float8 / 1000) as at) moment
  on conflict do nothing`;

const INTERVALS_SQL = `
  insert into ${SCHEMA}.status_intervals (id, check_id, status, started_at, ended_at, message)
  select gen_random_uuid(), $1::uuid, r->>'status', to_timestamp((r->>'from')::float8 / 1000),
    to_timestamp((r->>'to')::float8 / 1000), r->>'message'
  from jsonb_array_elements($2::text::jsonb) r`;

/** A roll-up for each hour of two weeks, or for each day of three months; the present one is the server's own. */
function foldedRows(past: Past, { table, nowMs }: { table: "hours" | "days"; nowMs: number }) {
  const widthMs = table === "hours" ? HOUR_MS : 24 * HOUR_MS;
  const count = table === "hours" ? 14 * 24 : DAYS;
  const present = Math.floor(nowMs / widthMs) * widthMs;
  return Array.from({ length: count }, (_, index) => {
    const at = present - (index + 1) * widthMs;
    const expected = Math.round(widthMs / 1000 / past.intervalSeconds);
    const unhealthy = Math.round((expected * overlapMs(past, at, at + widthMs, nowMs)) / widthMs);
    const sketch = sketchOf(Array.from({ length: 40 }, (_, step) => latencyOf(past, at + (step * widthMs) / 40)));
    const scale = (expected - unhealthy) / 40;
    return {
      at,
      healthy: expected - unhealthy,
      degraded: 0,
      unhealthy,
      buckets: [...sketch.keys()],
      counts: [...sketch.values()].map((value) => Math.max(1, Math.round(value * scale))),
    };
  });
}

/** The last two hours by minute, as far as they lie within today. */
function minuteRows(past: Past, nowMs: number) {
  const runs = recentRuns(past, nowMs);
  return [...Map.groupBy(runs, ({ at }) => Math.floor(at / 60_000) * 60_000)].map(([at, members]) => {
    const count = (status: string) => members.filter((run) => run.status === status).length;
    return {
      at,
      healthy: count("healthy"),
      degraded: count("degraded"),
      unhealthy: count("unhealthy"),
      buckets: members.map(({ latencyMs }) => bucketOf(latencyMs)),
    };
  });
}

/** The last runs one by one, within today, since yesterday has no place for them on a new server. */
function recentRuns(past: Past, nowMs: number) {
  const stepMs = past.intervalSeconds * 1000;
  const today = Math.floor(nowMs / (24 * HOUR_MS)) * 24 * HOUR_MS;
  return Array.from({ length: 240 }, (_, index) => Math.floor(nowMs / stepMs) * stepMs - (index + 2) * stepMs)
    .filter((at) => at >= today)
    .map((at) => {
      const bad = nowMs - at < past.now.minutes * 60_000 && past.now.status !== "healthy";
      const latencyMs = latencyOf(past, at);
      return {
        at,
        status: bad ? past.now.status : "healthy",
        latencyMs,
        timings: { dns: 0.4, connect: latencyMs * 0.2, firstByte: latencyMs * 0.7, transfer: latencyMs * 0.1 },
        message: bad ? past.now.message : "",
        code: bad ? "UNACCEPTED_STATUS" : null,
      };
    });
}

function intervals(past: Past, { nowMs, begun }: { nowMs: number; begun: Date }) {
  const changes = [
    { at: begun.getTime(), status: "healthy", message: "" },
    ...past.outages.flatMap(({ hoursAgo, hours, message }) => [
      { at: nowMs - hoursAgo * HOUR_MS, status: "unhealthy", message },
      { at: nowMs - (hoursAgo - hours) * HOUR_MS, status: "healthy", message: "" },
    ]),
    ...(past.now.status === "healthy"
      ? []
      : [{ at: nowMs - past.now.minutes * 60_000, status: past.now.status, message: past.now.message }]),
  ].toSorted((a, b) => a.at - b.at);
  return changes.map(({ at, status, message }, index) => ({
    from: at,
    to: changes[index + 1]?.at ?? null,
    status,
    message,
  }));
}

function overlapMs({ outages, now }: Past, from: number, to: number, nowMs: number): number {
  const present = now.status === "unhealthy" ? [{ hoursAgo: now.minutes / 60, hours: now.minutes / 60 }] : [];
  return [...outages, ...present].reduce((sum, { hoursAgo, hours }) => {
    const begin = nowMs - hoursAgo * HOUR_MS;
    return sum + Math.max(0, Math.min(to, begin + hours * HOUR_MS) - Math.max(from, begin));
  }, 0);
}

/** Slower by day than by night, with a grain that is always the same. */
function latencyOf({ typicalMs }: Past, at: number): number {
  const day = 1 + 0.35 * Math.sin((at / (24 * HOUR_MS)) * 2 * Math.PI);
  const grain = Math.abs(Math.sin(at * 0.000_013) * 43_758.5453) % 1;
  return typicalMs * day * (0.8 + 0.5 * grain ** 3);
}
