import type { Database, Queries } from "@checkstack/backend-api";
import * as z from "zod";

/** The records of one plugin's configurations: SQL and nothing else. */
export interface ConfigRows {
  current(key: string): Promise<ConfigRow | undefined>;
  byId(key: string, id: string): Promise<ConfigRow | undefined>;
  /** Newest first. */
  history(key: string): Promise<readonly ConfigRow[]>;
  /**
   * Makes what `next` answers the current record; `undefined` leaves things as they are. `next` sees the current record,
   * which nobody else replaces meanwhile.
   */
  replace(key: string, next: (current: ConfigRow | undefined) => NewConfigRow | undefined): Promise<void>;
}

const configRow = z.object({
  id: z.string(),
  version: z.number(),
  data: z.unknown(),
  writtenAt: z.date(),
  migratedAt: z.date().nullable(),
  originalVersion: z.number().nullable(),
});

export type ConfigRow = z.infer<typeof configRow>;
export type NewConfigRow = Omit<ConfigRow, "id">;

const HISTORY = 50;
/** With the newest of each version, as many again, which an earlier version of the plugin may come to need. */
const HISTORY_MOST = 2 * HISTORY;
const columns = `id, version, data, written_at as "writtenAt", migrated_at as "migratedAt", original_version as "originalVersion"`;

/** How much may be kept for a plugin that is not trusted with the platform's database. */
export interface ConfigLimits {
  readonly keys: number;
  /** Of one record, as JSON. */
  readonly bytes: number;
}

export function createConfigRows(database: Database, pluginId: string, limits?: ConfigLimits): ConfigRows {
  const select = async (queries: Queries, condition: string, values: readonly unknown[]) =>
    configRow
      .array()
      .parse(
        await queries.query(`select ${columns} from plugin_configs where plugin_id = $1 and key = $2 ${condition}`, [
          pluginId,
          ...values,
        ]),
      );
  return {
    current: async (key) => (await select(database, "and is_current", [key]))[0],
    byId: async (key, id) => (await select(database, "and id::text = $3", [key, id]))[0],
    history: (key) => select(database, `order by written_at desc, id desc limit ${HISTORY_MOST}`, [key]),
    replace: (key, next) =>
      database.transaction(async (tx) => {
        // There may be no row to lock yet.
        await tx.query("select pg_advisory_xact_lock(hashtextextended($1, 0))", [`plugin_configs/${pluginId}/${key}`]);
        const [current] = await select(tx, "and is_current", [key]);
        const row = next(current);
        if (!row) return;
        const data = JSON.stringify(row.data);
        if (limits) await assertWithin(tx, limits, { key, data, isNew: current === undefined });
        await tx.query(
          "update plugin_configs set is_current = false where plugin_id = $1 and key = $2 and is_current",
          [pluginId, key],
        );
        await tx.query(
          `insert into plugin_configs (id, plugin_id, key, version, data, written_at, migrated_at, original_version, is_current)
           values ($1, $2, $3, $4, $5::jsonb, $6, $7, $8, true)`,
          [Bun.randomUUIDv7(), pluginId, key, row.version, data, row.writtenAt, row.migratedAt, row.originalVersion],
        );
        await tx.query(
          `delete from plugin_configs where plugin_id = $1 and key = $2 and not is_current and id not in (
             select id from plugin_configs where plugin_id = $1 and key = $2 order by written_at desc, id desc limit ${HISTORY})
           and id not in (
             select distinct on (version) id from plugin_configs where plugin_id = $1 and key = $2
             order by version desc, written_at desc, id desc limit ${HISTORY})`,
          [pluginId, key],
        );
      }),
  };

  async function assertWithin(
    tx: Queries,
    { keys, bytes }: ConfigLimits,
    { key, data, isNew }: { readonly key: string; readonly data: string; readonly isNew: boolean },
  ): Promise<void> {
    const size = Buffer.byteLength(data);
    if (size > bytes) {
      throw new Error(
        `configuration "${key}" of plugin "${pluginId}" has ${size} bytes; a plugin in a process of its own may keep ${bytes} in one, and more in tables of its own`,
      );
    }
    if (!isNew) return;
    const [row] = await tx.query(
      "select count(*)::int as kept from plugin_configs where plugin_id = $1 and is_current",
      [pluginId],
    );
    if (z.object({ kept: z.number() }).parse(row).kept < keys) return;
    throw new Error(
      `plugin "${pluginId}" keeps ${keys} configurations already, which is the most for a plugin in a process of its own; keep "${key}" in a table of its own`,
    );
  }
}
