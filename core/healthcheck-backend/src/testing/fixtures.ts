import type { Clock, Database, Logger } from "@checkstack/backend-api";
import { checkPolicySchema, initialState, type CheckPolicy, type Run } from "@checkstack/healthcheck-common";
import { runIdOf } from "../run-id.ts";
import type { FinishedRun } from "../writer/finished-run.ts";

/** A day on which all of these tests take place: `09:00` on it, in UTC. */
export const NINE = Date.parse("2026-11-20T09:00:00Z");

export const quietLogger: Logger = { debug() {}, info() {}, warn() {}, error() {} };

/** A clock whose time of day stands until it is moved. */
export interface TestClock extends Clock {
  at: number;
}

export function createTestClock(at = NINE): TestClock {
  const clock: TestClock = { at, now: () => clock.at, monotonic: () => performance.now() };
  return clock;
}

/** Puts checks into the database as if they had been created at `NINE`, each with an interval of a minute. */
export async function insertChecks(
  database: Database,
  count: number,
  options: { systemId?: (index: number) => string; intervalMs?: number; since?: number } = {},
): Promise<string[]> {
  const ids = Array.from({ length: count }, () => Bun.randomUUIDv7());
  const rows = ids.map((id, i) => ({ id, name: `check ${i}`, system: options.systemId?.(i) ?? "system" }));
  const since = new Date(options.since ?? NINE);
  const interval = options.intervalMs ?? 60_000;
  await database.query(
    `insert into checks (id, system_id, name, strategy, config, config_version, interval_ms, assertions,
       policy, paused, revision, active_since, created_at, updated_at)
     select id, system, name, 'http', '{}', 1, $2, '[]', $3, false, 1, $4, $4, $4
     from json_to_recordset($1::json) as row (id uuid, name text, system text)`,
    [JSON.stringify(rows), interval, JSON.stringify(checkPolicySchema.parse({})), since],
  );
  await database.query(
    `insert into check_states (check_id, status, since, message, state)
     select id, 'unknown', $2, '', $3 from unnest($1::uuid[]) as id`,
    [ids, since, JSON.stringify(initialState)],
  );
  await database.query(
    `insert into schedules (check_id, started_at, interval_ms) select id, $2, $3 from unnest($1::uuid[]) as id`,
    [ids, since, interval],
  );
  await database.query(
    `insert into status_intervals (id, check_id, status, started_at, message)
     select gen_random_uuid(), id, 'unknown', $2, '' from unnest($1::uuid[]) as id`,
    [ids, since],
  );
  return ids;
}

/** A run of the slot `minute` minutes after `NINE`. */
export function finishedRun(
  checkId: string,
  minute: number,
  options: Partial<Pick<Run, "status" | "latencyMs" | "source" | "message">> & { policy?: Partial<CheckPolicy> } = {},
): FinishedRun {
  const { policy, ...given } = options;
  const scheduledAt = new Date(NINE + minute * 60_000);
  const key = { scheduledAt, slot: Math.floor(scheduledAt.getTime() / 60_000), source: given.source ?? "here" };
  const status = given.status ?? "healthy";
  const run: Run = {
    id: runIdOf(key),
    checkId,
    ...key,
    startedAt: new Date(scheduledAt.getTime() + 5),
    status,
    latencyMs: given.latencyMs ?? 20,
    timings: { dns: 1, firstByte: 18.5 },
    code: status === "healthy" ? null : "ASSERTION_FAILED",
    message: given.message ?? (status === "healthy" ? "" : "expected status code to be below 400, was 503"),
  };
  return { run, systemId: "system", policy: checkPolicySchema.parse({ flapping: null, ...policy }), details: [] };
}
