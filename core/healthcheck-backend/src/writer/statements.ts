import type { Transaction } from "@checkstack/backend-api";
import { checkStateSchema, initialState, type CheckState } from "@checkstack/healthcheck-common";
import type { StateUpdate } from "./advance-states.ts";
import type { FinishedRun, RunDetails, StatusChange } from "./finished-run.ts";
import type { MinuteCounts } from "./roll-up.ts";

// Rows travel as one JSON parameter: one native `JSON.stringify` here and one parse in PostgreSQL cost a third of what
// the driver takes to write a dozen arrays. Moments travel as milliseconds.

/** A run's key as one text, to find in a batch what PostgreSQL says that it stored. */
export const keyOf = (run: { checkId: string; source: string; slot: number; scheduledAt: Date }): string =>
  `${run.checkId} ${run.source} ${run.slot} ${run.scheduledAt.getTime()}`;

export interface InsertedRuns {
  /** `keyOf` the runs that were not there before. */
  readonly keys: ReadonlySet<string>;
  /** The state of each of their checks, locked until the transaction ends. */
  readonly states: ReadonlyMap<string, CheckState>;
}

/**
 * Locks the states of the checks, always in the same order, then inserts the runs that are not there yet. A check that
 * was deleted meanwhile has no state, and its runs are left out.
 */
export async function insertRuns(tx: Transaction, batch: readonly FinishedRun[]): Promise<InsertedRuns> {
  const rows = await tx.query<{ checkId: string; source: string; slot: string; at: number; state: unknown }>(
    INSERT_RUNS,
    [JSON.stringify(batch.map(({ run }) => runRow(run))), [...new Set(batch.map(({ run }) => run.checkId))]],
  );
  return {
    keys: new Set(rows.map(({ checkId, source, slot, at }) => `${checkId} ${source} ${slot} ${Math.round(at)}`)),
    states: new Map(rows.map(({ checkId, state }) => [checkId, parseState(state)])),
  };
}

const INSERT_RUNS = `
with states as (
  select check_id, state from check_states where check_id = any($2::uuid[]) order by check_id for update
), stored as (
  insert into runs (check_id, scheduled_at, source, slot, started_at, status, latency_ms, timings, code, message)
  select check_id, to_timestamp(at / 1000), source, slot, to_timestamp(started / 1000), status, latency, timings, code, message
  from json_to_recordset($1::json) as batch (check_id uuid, at float8, source text, slot bigint, started float8,
    status text, latency real, timings json, code text, message text)
  where check_id in (select check_id from states)
  on conflict do nothing
  returning check_id, source, slot, scheduled_at
)
select check_id as "checkId", source, slot, date_part('epoch', scheduled_at) * 1000 as at, state
from stored join states using (check_id)`;

const runRow = (run: FinishedRun["run"]) => ({
  check_id: run.checkId,
  at: run.scheduledAt.getTime(),
  source: run.source,
  slot: run.slot,
  started: run.startedAt.getTime(),
  status: run.status,
  latency: run.latencyMs,
  timings: run.timings,
  code: run.code,
  message: run.message,
});

/** A state that this version cannot read begins anew, rather than keep its check from ever being stored again. */
const parseState = (state: unknown): CheckState => checkStateSchema.safeParse(state).data ?? initialState;

/** Adds the runs to their minutes, marks the hours to be folded again, and writes what the checks became. */
export async function writeStates(
  tx: Transaction,
  rows: { minutes: readonly MinuteCounts[]; hours: readonly number[]; updates: readonly StateUpdate[] },
): Promise<void> {
  const checkIds = rows.updates.map(({ checkId }) => checkId);
  await tx.query(WRITE_STATES, [JSON.stringify(rows.minutes), rows.hours, JSON.stringify(rows.updates), checkIds]);
}

// The ids are told a second time, as a list: of what JSON holds, PostgreSQL knows so little that it would read the states
// of all checks to find those of a few.

const WRITE_STATES = `
with rolled as (
  insert into rollup_minutes as kept (check_id, at, source, healthy, degraded, unhealthy, inconclusive, buckets)
  select "checkId", to_timestamp(at / 1000), source, healthy, degraded, unhealthy, inconclusive, buckets
  from json_to_recordset($1::json) as minute ("checkId" uuid, at float8, source text,
    healthy int, degraded int, unhealthy int, inconclusive int, buckets smallint[])
  on conflict (check_id, at, source) do update set
    healthy = kept.healthy + excluded.healthy, degraded = kept.degraded + excluded.degraded,
    unhealthy = kept.unhealthy + excluded.unhealthy, inconclusive = kept.inconclusive + excluded.inconclusive,
    buckets = kept.buckets || excluded.buckets
), dirtied as (
  -- The update changes nothing: it locks the row, so that no fold of this hour misses what this transaction adds to it.
  insert into dirty_hours as kept (hour) select to_timestamp(hour / 1000) from unnest($2::float8[]) as hour
  on conflict (hour) do update set hour = kept.hour
)
update check_states as kept set
  state = now.state,
  status = coalesce(now.status, kept.status),
  since = coalesce(to_timestamp(now.since / 1000), kept.since),
  message = coalesce(now.message, kept.message),
  last_run_at = coalesce(to_timestamp(now."lastRunAt" / 1000), kept.last_run_at),
  last_latency_ms = case when now."lastRunAt" is null then kept.last_latency_ms else now."lastLatencyMs" end
from json_to_recordset($3::json) as now ("checkId" uuid, state json, status text, since float8, message text,
  "lastRunAt" float8, "lastLatencyMs" real)
where kept.check_id = now."checkId" and kept.check_id = any($4::uuid[])`;

export async function insertDetails(tx: Transaction, details: readonly RunDetails[]): Promise<void> {
  await tx.query(INSERT_DETAILS, [JSON.stringify(details.map(detailsRow))]);
}

const INSERT_DETAILS = `
insert into run_details (check_id, scheduled_at, source, slot, fields, assertions, evidence)
select check_id, to_timestamp(at / 1000), source, slot, fields, assertions, evidence
from json_to_recordset($1::json) as batch (check_id uuid, at float8, source text, slot bigint,
  fields json, assertions json, evidence json)
on conflict do nothing`;

const detailsRow = ({ run, fields, assertions, evidence }: RunDetails) => ({
  check_id: run.checkId,
  at: run.scheduledAt.getTime(),
  source: run.source,
  slot: run.slot,
  fields,
  assertions,
  evidence,
});

/** Ends the open interval of each check that changed and begins the next; of several changes the last stays open. */
export async function recordChanges(tx: Transaction, changes: readonly StatusChange[]): Promise<void> {
  const until = new Map<string, number>();
  const intervals = changes.toReversed().map((change) => {
    const next = until.get(change.checkId) ?? null;
    until.set(change.checkId, change.at.getTime());
    return {
      id: Bun.randomUUIDv7(),
      check_id: change.checkId,
      status: change.to,
      at: change.at.getTime(),
      until: next,
      message: change.message,
    };
  });
  const rows = JSON.stringify(intervals);
  await tx.query(END_INTERVALS, [rows]);
  await tx.query(BEGIN_INTERVALS, [rows]);
}

const END_INTERVALS = `
update status_intervals as kept set ended_at = greatest(kept.started_at, change.at)
from (select check_id, min(to_timestamp(at / 1000)) as at
      from json_to_recordset($1::json) as change (check_id uuid, at float8) group by check_id) as change
where kept.check_id = change.check_id and kept.ended_at is null`;

const BEGIN_INTERVALS = `
insert into status_intervals (id, check_id, status, started_at, ended_at, message)
select id, check_id, status, to_timestamp(at / 1000), to_timestamp(until / 1000), message
from json_to_recordset($1::json) as change (id uuid, check_id uuid, status text, at float8, until float8, message text)`;
