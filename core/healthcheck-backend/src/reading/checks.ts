import { pageCursor, type Database } from "@checkstack/backend-api";
import type { Page } from "@checkstack/common";
import type { Check, CheckStatus } from "@checkstack/healthcheck-common";
import * as z from "zod";
import { hideSecrets } from "../config-secrets.ts";
import { isCheckId } from "../run-id.ts";
import { pageFrom } from "./page.ts";

export interface CheckFilter {
  readonly limit: number;
  readonly cursor?: string | undefined;
  readonly systemId?: string | undefined;
  readonly status?: CheckStatus | undefined;
  readonly strategy?: string | undefined;
  /** A part of the name, in any case. */
  readonly search?: string | undefined;
}

/** Checks as people see them, by name. */
export async function listChecks(database: Database, filter: CheckFilter): Promise<Page<Check>> {
  const [name, id] = cursor.decode(filter.cursor) ?? [null, null];
  const rows = await database.query<CheckRow>(LIST_CHECKS, [
    name,
    id,
    filter.systemId ?? null,
    filter.status ?? null,
    filter.strategy ?? null,
    filter.search === undefined ? null : `%${filter.search.replaceAll(/[\\%_]/g, "\\$&")}%`,
    filter.limit + 1,
  ]);
  return pageFrom(rows, { limit: filter.limit, item: toCheck, cursor, placeOf: (row) => [row.name, row.id] });
}

export async function getCheck(database: Database, id: string): Promise<Check | undefined> {
  if (!isCheckId(id)) return undefined;
  const [row] = await database.query<CheckRow>(`${SELECT_CHECKS} where c.id = $1`, [id]);
  return row && toCheck(row);
}

interface CheckRow extends Omit<Check, "intervalSeconds"> {
  readonly intervalMs: number;
}

const cursor = pageCursor(z.tuple([z.string(), z.uuid()]));

const toCheck = ({ intervalMs, ...row }: CheckRow): Check => ({
  ...row,
  intervalSeconds: intervalMs / 1000,
  config: hideSecrets(row.config),
});

const SELECT_CHECKS = `
select c.id, c.name, c.system_id as "systemId", c.strategy, c.config, c.interval_ms as "intervalMs", c.assertions,
  c.policy, c.paused, c.created_at as "createdAt", c.updated_at as "updatedAt", s.status,
  (s.state->>'flapping')::boolean as flapping, s.since as "statusSince",
  s.message, s.last_run_at as "lastRunAt", s.last_latency_ms as "lastLatencyMs"
from checks c join check_states s on s.check_id = c.id`;

const LIST_CHECKS = `${SELECT_CHECKS}
where ($1::text is null or (c.name, c.id) > ($1, $2::uuid))
  and ($3::text is null or c.system_id = $3)
  and ($4::text is null or s.status = $4)
  and ($5::text is null or c.strategy = $5)
  and ($6::text is null or c.name ilike $6)
order by c.name, c.id limit $7`;
