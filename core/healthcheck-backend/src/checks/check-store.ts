import type { Database, Queries } from "@checkstack/backend-api";
import { isCheckId } from "../run-id.ts";
import type { CheckRow } from "./definition.ts";

/** The tables of checks and of what they are at the moment: SQL and nothing else. */
export interface CheckStore {
  get(id: string): Promise<CheckRow | undefined>;
  getMany(ids: readonly string[]): Promise<CheckRow[]>;
  all(): Promise<CheckRow[]>;
  /** When the last run that counted was due, in milliseconds since the epoch, by check. */
  lastRuns(): Promise<ReadonlyMap<string, number>>;
  idsOfSystems(systemIds: readonly string[]): Promise<string[]>;
}

const COLUMNS = `id, system_id as "systemId", name, strategy, config, config_version as "configVersion",
  interval_ms as "intervalMs", assertions, policy, paused, revision, active_since as "activeSince",
  created_at as "createdAt", updated_at as "updatedAt"`;

export function createCheckStore(database: Database): CheckStore {
  const getMany: CheckStore["getMany"] = (ids) => selectChecks(database, ids);
  return {
    get: async (id) => (isCheckId(id) ? (await getMany([id]))[0] : undefined),
    getMany,
    all: () => database.query<CheckRow>(`select ${COLUMNS} from checks`),
    async lastRuns() {
      const rows = await database.query<{ id: string; at: number }>(
        `select check_id as id, (state->>'lastAt')::float8 as at from check_states where state->>'lastAt' is not null`,
      );
      return new Map(rows.map(({ id, at }) => [id, at]));
    },
    async idsOfSystems(systemIds) {
      const rows = await database.query<{ id: string }>("select id from checks where system_id = any($1)", [systemIds]);
      return rows.map(({ id }) => id);
    },
  };
}

/** With `lock`, nobody else changes them until the transaction ends. */
export const selectChecks = (
  queries: Queries,
  ids: readonly string[],
  { lock = false }: { lock?: boolean } = {},
): Promise<CheckRow[]> =>
  queries.query<CheckRow>(
    `select ${COLUMNS} from checks where id = any($1::uuid[]) order by id ${lock ? "for update" : ""}`,
    [ids.filter(isCheckId)],
  );
