import type { Transaction } from "@checkstack/backend-api";
import { checkStateSchema, initialState, pause, resume, type CheckState } from "@checkstack/healthcheck-common";
import type { StatusChange } from "../writer/finished-run.ts";
import { recordChanges } from "../writer/statements.ts";
import type { CheckRow } from "./definition.ts";

/** Inserts checks, each with its state, its first schedule and its first interval. */
export async function insertChecks(tx: Transaction, checks: readonly CheckRow[]): Promise<void> {
  const states = checks.map((check) => ({
    id: Bun.randomUUIDv7(),
    check_id: check.id,
    state: check.paused ? pause(initialState) : initialState,
    status: check.paused ? "paused" : "unknown",
    at: check.createdAt,
    interval_ms: check.intervalMs,
  }));
  await tx.query(INSERT_CHECKS, [JSON.stringify(checks), JSON.stringify(states)]);
}

const INSERT_CHECKS = `
with inserted as (
  insert into checks (id, system_id, name, strategy, config, config_version, interval_ms, assertions, policy, paused,
    revision, active_since, created_at, updated_at)
  select id, "systemId", name, strategy, config, "configVersion", "intervalMs", assertions, policy, paused,
    revision, "activeSince", "createdAt", "updatedAt"
  from json_to_recordset($1::json) as given (id uuid, "systemId" text, name text, strategy text, config jsonb,
    "configVersion" int, "intervalMs" int, assertions jsonb, policy jsonb, paused boolean, revision int,
    "activeSince" timestamptz, "createdAt" timestamptz, "updatedAt" timestamptz)
), given as (
  select * from json_to_recordset($2::json) as state (id uuid, check_id uuid, state json, status text, at timestamptz,
    interval_ms int)
), states as (
  insert into check_states (check_id, status, since, message, state) select check_id, status, at, '', state from given
), scheduled as (
  insert into schedules (check_id, started_at, interval_ms)
  select check_id, at, interval_ms from given where status <> 'paused'
)
insert into status_intervals (id, check_id, status, started_at, message) select id, check_id, status, at, '' from given`;

/** Writes a changed check. One that runs differently from `activeSince` on begins a new schedule then. */
export async function updateCheck(tx: Transaction, check: CheckRow, options: { restarted: boolean }): Promise<void> {
  await tx.query(UPDATE_CHECK, [JSON.stringify(check)]);
  if (!options.restarted || check.paused) return;
  await endSchedules(tx, [check.id], check.activeSince);
  await beginSchedules(tx, [check.id], check.activeSince);
}

const UPDATE_CHECK = `
update checks as kept set system_id = given."systemId", name = given.name, config = given.config,
  config_version = given."configVersion", interval_ms = given."intervalMs", assertions = given.assertions,
  policy = given.policy, revision = given.revision, active_since = given."activeSince", updated_at = given."updatedAt"
from json_to_record($1::json) as given (id uuid, "systemId" text, name text, config jsonb, "configVersion" int,
  "intervalMs" int, assertions jsonb, policy jsonb, revision int, "activeSince" timestamptz, "updatedAt" timestamptz)
where kept.id = given.id`;

/** Pauses or resumes those of the checks that are not so yet. Returns what changed. */
export async function setPaused(
  tx: Transaction,
  checkIds: readonly string[],
  { paused, at }: { paused: boolean; at: Date },
): Promise<StatusChange[]> {
  const rows = await tx.query<{ checkId: string; systemId: string; state: unknown }>(
    `select s.check_id as "checkId", c.system_id as "systemId", s.state
     from check_states s join checks c on c.id = s.check_id
     where s.check_id = any($1::uuid[]) and c.paused <> $2 order by s.check_id for update of s`,
    [checkIds, paused],
  );
  if (rows.length === 0) return [];
  const ids = rows.map(({ checkId }) => checkId);
  const changed = rows.map((row) => ({ ...row, before: parse(row.state), after: turn(parse(row.state), paused) }));
  await tx.query(
    `update checks set paused = $2, revision = revision + 1, updated_at = $3,
       active_since = case when $2 then active_since else $3 end where id = any($1::uuid[])`,
    [ids, paused, at],
  );
  await tx.query(
    `update check_states as kept set state = now.state, status = now.status, since = $2, message = ''
     from json_to_recordset($1::json) as now (check_id uuid, state json, status text) where kept.check_id = now.check_id`,
    [
      JSON.stringify(changed.map(({ checkId, after }) => ({ check_id: checkId, state: after, status: after.status }))),
      at,
    ],
  );
  await endSchedules(tx, ids, at);
  if (!paused) await beginSchedules(tx, ids, at);
  const changes = changed.map(({ checkId, systemId, before, after }) => ({
    checkId,
    systemId,
    from: before.status,
    to: after.status,
    message: "",
    at,
  }));
  await recordChanges(tx, changes);
  return changes;
}

const turn = (state: CheckState, paused: boolean): CheckState => (paused ? pause(state) : resume(state));

const parse = (state: unknown): CheckState => checkStateSchema.safeParse(state).data ?? initialState;

/** Deletes checks with all that is small; what is large is named in `deleted_checks`, and deleted later. */
export async function deleteChecks(tx: Transaction, checkIds: readonly string[]): Promise<string[]> {
  const rows = await tx.query<{ id: string }>(
    `with gone as (delete from checks where id = any($1::uuid[]) returning id), named as (
       insert into deleted_checks (check_id) select id from gone)
     select id from gone`,
    [checkIds],
  );
  return rows.map(({ id }) => id);
}

const endSchedules = (tx: Transaction, checkIds: readonly string[], at: Date) =>
  tx.query(
    `update schedules set ended_at = greatest(started_at, $2) where check_id = any($1::uuid[]) and ended_at is null`,
    [checkIds, at],
  );

const beginSchedules = (tx: Transaction, checkIds: readonly string[], at: Date) =>
  tx.query(
    `insert into schedules (check_id, started_at, interval_ms) select id, $2, interval_ms from checks
     where id = any($1::uuid[])
     on conflict (check_id, started_at) do update set ended_at = null, interval_ms = excluded.interval_ms`,
    [checkIds, at],
  );
