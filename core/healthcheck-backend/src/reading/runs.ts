import { pageCursor, type Database } from "@checkstack/backend-api";
import type { Page } from "@checkstack/common";
import {
  assertionResultSchema,
  type Run,
  type RunDetail,
  type RunStatus,
  type Transition,
} from "@checkstack/healthcheck-common";
import * as z from "zod";
import { parseRunId, runIdOf } from "../run-id.ts";
import { pageFrom } from "./page.ts";

export interface RunsOfCheck {
  readonly checkId: string;
  readonly limit: number;
  readonly cursor?: string | undefined;
}

export interface RunFilter extends RunsOfCheck {
  readonly status?: RunStatus | undefined;
}

/** The runs of a check, newest first. */
export async function listRuns(database: Database, { checkId, limit, cursor, status }: RunFilter): Promise<Page<Run>> {
  const [at, source, slot] = runCursor.decode(cursor) ?? [null, null, null];
  const rows = await database.query<RunRow>(
    `${SELECT_RUNS} where check_id = $1
       and ($2::float8 is null or (scheduled_at, source, slot) < (to_timestamp($2 / 1000), $3::text, $4::bigint))
       ${status === undefined ? "" : "and status = $6"}
       ${status === undefined || status === "healthy" ? "" : "and status <> 'healthy'"}
     order by scheduled_at desc, source desc, slot desc limit $5`,
    [checkId, at, source, slot, limit + 1, ...(status === undefined ? [] : [status])],
  );
  return pageFrom(rows, {
    limit,
    item: toRun,
    cursor: runCursor,
    placeOf: (row) => [row.scheduledAt.getTime(), row.source, Number(row.slot)],
  });
}

/** One run with what was kept of it. */
export async function getRun(database: Database, checkId: string, runId: string): Promise<RunDetail | undefined> {
  const key = parseRunId(runId);
  if (!key) return undefined;
  const parameters = [checkId, key.scheduledAt, key.source, key.slot];
  const [row] = await database.query<RunRow>(`${SELECT_RUNS} where ${IS_RUN}`, parameters);
  if (!row) return undefined;
  const [kept] = await database.query<DetailRow>(
    `select fields, assertions, evidence from run_details where ${IS_RUN}`,
    parameters,
  );
  return {
    ...toRun(row),
    fields: kept?.fields ?? null,
    assertions: z.array(assertionResultSchema).parse(kept?.assertions ?? []),
    evidence: kept?.evidence ?? null,
    lastHealthy: row.status === "healthy" ? null : await lastHealthyBefore(database, row),
  };
}

/** What a healthy run found is kept where trouble begins (see `createKeepsakes`): the last one of which it is. */
async function lastHealthyBefore(
  database: Database,
  { checkId, scheduledAt }: RunRow,
): Promise<RunDetail["lastHealthy"]> {
  const [found] = await database.query<Pick<RunRow, "scheduledAt" | "source" | "slot"> & Pick<DetailRow, "fields">>(
    `select run.scheduled_at as "scheduledAt", run.source, run.slot, kept.fields
     from runs as run join run_details as kept using (check_id, scheduled_at, source, slot)
     where run.check_id = $1 and run.scheduled_at < $2 and run.status = 'healthy'
     order by run.scheduled_at desc limit 1`,
    [checkId, scheduledAt],
  );
  if (!found) return null;
  const { fields, ...key } = found;
  return { id: runIdOf({ ...key, slot: Number(key.slot) }), scheduledAt: key.scheduledAt, fields };
}

/** How the status of a check changed, newest first. */
export async function listTransitions(
  database: Database,
  { checkId, limit, cursor }: RunsOfCheck,
): Promise<Page<Transition>> {
  const [at, id] = transitionCursor.decode(cursor) ?? [null, null];
  const rows = await database.query<Transition & { id: string }>(
    `select id, status, started_at as "from", ended_at as "to", message from status_intervals
     where check_id = $1 and ($2::float8 is null or (started_at, id) < (to_timestamp($2 / 1000), $3::uuid))
     order by started_at desc, id desc limit $4`,
    [checkId, at, id, limit + 1],
  );
  return pageFrom(rows, {
    limit,
    item: ({ id: _id, ...transition }) => transition,
    cursor: transitionCursor,
    placeOf: (row) => [row.from.getTime(), row.id],
  });
}

interface RunRow extends Omit<Run, "id" | "slot"> {
  /** The driver gives bigint as text. */
  readonly slot: string;
}

interface DetailRow {
  readonly fields: Record<string, unknown> | null;
  readonly assertions: unknown;
  readonly evidence: Record<string, unknown> | null;
}

const runCursor = pageCursor(z.tuple([z.number(), z.string(), z.number().int()]));
const transitionCursor = pageCursor(z.tuple([z.number(), z.uuid()]));

const toRun = (row: RunRow): Run => {
  const slot = Number(row.slot);
  return { ...row, slot, id: runIdOf({ ...row, slot }) };
};

const SELECT_RUNS = `
select check_id as "checkId", source, slot, scheduled_at as "scheduledAt", started_at as "startedAt", status,
  latency_ms as "latencyMs", coalesce(timings, '{}') as timings, code, message from runs`;

const IS_RUN = "check_id = $1 and scheduled_at = $2 and source = $3 and slot = $4";
