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
  const [found] = await database.query<{ rows: SystemRow[] }>(LIST_SYSTEMS, [
    WORST_FIRST,
    rank,
    systemId,
    query.status === undefined ? null : rankOf(query.status),
    query.limit + 1,
  ]);
  return pageFrom(found?.rows ?? [], {
    limit: query.limit,
    item: toSystemStatus,
    cursor,
    placeOf: (row) => [row.rank, row.systemId],
  });
}

/** Moments come as milliseconds, and all rows as one JSON text: the driver is slow where rows and their columns are many. */
interface SystemRow extends Omit<SystemStatus, "status" | "since" | "lastRunAt"> {
  readonly rank: number;
  readonly since: number | null;
  readonly lastRun: number | null;
}

const toSystemStatus = ({ systemId, rank, since, message, checks, latencyMs, lastRun }: SystemRow): SystemStatus => ({
  systemId,
  status: WORST_FIRST[rank - 1] ?? "unknown",
  since: since === null ? null : new Date(Math.round(since)),
  message,
  checks,
  latencyMs,
  lastRunAt: lastRun === null ? null : new Date(Math.round(lastRun)),
});

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
  select system_id, min(rank) as rank, (array_agg(since order by rank, since))[1] as since,
    (array_agg(message order by rank, since))[1] as message, count(*)::int as checks,
    max(last_latency_ms) as latency, max(last_run_at) as last_run
  from ranked group by system_id
)
select coalesce(json_agg(page), '[]') as rows from (
  select system_id as "systemId", rank, date_part('epoch', since) * 1000 as since, message, checks,
    latency as "latencyMs", date_part('epoch', last_run) * 1000 as "lastRun"
  from systems where (rank, system_id) > ($2::int, $3::text) and ($4::int is null or rank = $4)
  order by rank, system_id limit $5) as page`;
