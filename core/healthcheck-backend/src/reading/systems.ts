import { pageCursor, type Database } from "@checkstack/backend-api";
import type { Page } from "@checkstack/common";
import { checkStatusSchema, worstStatus, type CheckStatus, type SystemStatus } from "@checkstack/healthcheck-common";
import * as z from "zod";
import { pageFrom } from "./page.ts";

export interface SystemFilter {
  readonly limit: number;
  readonly cursor?: string | undefined;
  readonly status?: CheckStatus | undefined;
}

/** How systems are: each as bad as the worst of its checks, the worst systems first. */
export async function listSystems(database: Database, query: SystemFilter): Promise<Page<SystemStatus>> {
  const [rank, systemId] = cursor.decode(query.cursor) ?? [-1, ""];
  const [found] = await database.query<{ columns: SystemColumns }>(LIST_SYSTEMS, [
    WORST_FIRST,
    rank,
    systemId,
    query.status === undefined ? null : rankOf(query.status),
    query.limit + 1,
  ]);
  return pageFrom(found ? rowsOf(found.columns) : [], {
    limit: query.limit,
    item: ({ status }) => status,
    cursor,
    placeOf: ({ rank, status }) => [rank, status.systemId],
  });
}

/**
 * Moments come as milliseconds, and all rows as one JSON text of columns: the driver is slow where rows and their columns
 * are many, and PostgreSQL where it has to write the names of the columns in each row.
 */
interface SystemColumns {
  readonly systemId: readonly string[];
  readonly rank: readonly number[];
  readonly since: readonly (number | null)[];
  readonly message: readonly string[];
  readonly checks: readonly number[];
  readonly latencyMs: readonly (number | null)[];
  readonly lastRun: readonly (number | null)[];
}

interface SystemRow {
  readonly rank: number;
  readonly status: SystemStatus;
}

const rowsOf = (columns: SystemColumns): SystemRow[] =>
  columns.systemId.map((systemId, index) => {
    const rank = columns.rank[index] ?? 0;
    const status = {
      systemId,
      status: WORST_FIRST[rank - 1] ?? "unknown",
      since: momentOf(columns.since[index]),
      message: columns.message[index] ?? "",
      checks: columns.checks[index] ?? 0,
      latencyMs: columns.latencyMs[index] ?? null,
      lastRunAt: momentOf(columns.lastRun[index]),
    };
    return { rank, status };
  });

const momentOf = (ms: number | null | undefined): Date | null => (typeof ms === "number" ? new Date(ms) : null);

const cursor = pageCursor(z.tuple([z.number().int(), z.string()]));

/** In the order that `worstStatus` has; a status stands for its place, counted from 1 as PostgreSQL does. */
const WORST_FIRST: readonly CheckStatus[] = checkStatusSchema.options.toSorted((a, b) =>
  worstStatus([a, b]) === a ? -1 : 1,
);
const rankOf = (status: CheckStatus): number => WORST_FIRST.indexOf(status) + 1;

/** One pass and one sort. Of the worst checks of a system, the one that has been so longest speaks for it. */
const LIST_SYSTEMS = `
with ranked as (
  select c.system_id, array_position($1::text[], s.status) as rank, s.since, s.message, s.last_latency_ms, s.last_run_at
  from checks c join check_states s on s.check_id = c.id
), systems as (
  select system_id, rank, since, message, row_number() over checks as place, count(*) over checks as checks,
    max(last_latency_ms) over checks as latency, max(last_run_at) over checks as last_run
  from ranked
  window checks as (
    partition by system_id order by rank, since rows between unbounded preceding and unbounded following
  )
), page as (
  select * from systems
  where place = 1 and (rank, system_id) > ($2::int, $3::text) and ($4::int is null or rank = $4)
  order by rank, system_id limit $5
)
select json_build_object(
  'systemId', array_agg(system_id), 'rank', array_agg(rank),
  'since', array_agg((date_part('epoch', since) * 1000)::bigint), 'message', array_agg(message),
  'checks', array_agg(checks), 'latencyMs', array_agg(latency),
  'lastRun', array_agg((date_part('epoch', last_run) * 1000)::bigint)) as columns
from page having count(*) > 0`;
