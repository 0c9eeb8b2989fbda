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
  const rows = await database.query<SystemRow>(LIST_SYSTEMS, [
    WORST_FIRST,
    rank,
    systemId,
    query.status === undefined ? null : rankOf(query.status),
    query.limit + 1,
  ]);
  return pageFrom(rows, {
    limit: query.limit,
    item: ({ rank: itsRank, ...row }) => ({ ...row, status: WORST_FIRST[itsRank - 1] ?? "unknown" }),
    cursor,
    placeOf: (row) => [row.rank, row.systemId],
  });
}

interface SystemRow extends Omit<SystemStatus, "status"> {
  readonly rank: number;
}

const cursor = pageCursor(z.tuple([z.number().int(), z.string()]));

/** In the order that `worstStatus` has; a status stands for its place, counted from 1 as PostgreSQL does. */
const WORST_FIRST: readonly CheckStatus[] = checkStatusSchema.options.toSorted((a, b) =>
  worstStatus([a, b]) === a ? -1 : 1,
);
const rankOf = (status: CheckStatus): number => WORST_FIRST.indexOf(status) + 1;

/** One pass over the states; the texts of the worst check are fetched for the systems of the page alone. */
const LIST_SYSTEMS = `
with ranked as (
  select c.system_id, s.check_id, array_position($1::text[], s.status) as rank, s.since, s.last_latency_ms, s.last_run_at
  from checks c join check_states s on s.check_id = c.id
), page as (
  select system_id, min(rank) as rank, count(*)::int as checks, max(last_latency_ms) as latency, max(last_run_at) as last_run
  from ranked group by system_id
  having (min(rank), system_id) > ($2::int, $3::text) and ($4::int is null or min(rank) = $4)
  order by min(rank), system_id limit $5
)
select page.system_id as "systemId", page.rank, worst.since, coalesce(worst.message, '') as message, page.checks,
  page.latency as "latencyMs", page.last_run as "lastRunAt"
from page cross join lateral (
  select s.since, s.message from checks c join check_states s on s.check_id = c.id
  where c.system_id = page.system_id and array_position($1::text[], s.status) = page.rank
  order by s.since nulls last limit 1
) as worst
order by page.rank, page.system_id`;
