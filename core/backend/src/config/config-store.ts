import {
  blankSealed,
  openSecrets,
  sealSecrets,
  type Clock,
  type ConfigStore,
  type Database,
  type SecretBox,
} from "@checkstack/backend-api";
import { configJsonSchema, keepSecrets, migrateConfig, type ConfigSchema } from "@checkstack/common";
import { createConfigRows, type ConfigRow, type ConfigRows, type NewConfigRow } from "./config-rows.ts";

/** The versioned configurations of one plugin, in the core's `plugin_configs`. */
export function createConfigStore(options: {
  /** The core's own database. */
  database: Database;
  pluginId: string;
  secrets: SecretBox;
  clock: Clock;
}): ConfigStore {
  return configStoreOver(createConfigRows(options.database, options.pluginId), options);
}

/** The configurations that `rows` keep, wherever that is. */
export function configStoreOver(
  rows: ConfigRows,
  { pluginId, secrets, clock }: { pluginId: string; secrets: SecretBox; clock: Clock },
): ConfigStore {
  const placeOf = (key: string): string => `public.plugin_configs/${pluginId}/${key}`;
  const openRow = (key: string, { data }: ConfigRow): unknown => openSecrets({ data, secrets, place: placeOf(key) });

  /** A record of the schema's own version. */
  const recordOf = (key: string, config: ConfigSchema, data: unknown): NewConfigRow => ({
    version: config.version,
    data: sealSecrets({ schema: configJsonSchema(config.schema), data, secrets, place: placeOf(key) }),
    writtenAt: new Date(clock.now()),
    migratedAt: null,
    originalVersion: null,
  });

  async function keepMigrated(key: string, config: ConfigSchema, from: ConfigRow, data: unknown): Promise<void> {
    await rows.replace(key, (current) => {
      // Another process was here first.
      if (current?.id !== from.id) return undefined;
      const record = recordOf(key, config, data);
      return { ...record, migratedAt: record.writtenAt, originalVersion: from.originalVersion ?? from.version };
    });
  }

  /**
   * The record that a schema can read: the current one, or the newest that no later version of the plugin wrote. So a plugin
   * that was rolled back goes on with what it had before the upgrade, and the upgraded one in another instance with its own.
   */
  async function readable(key: string, { version }: ConfigSchema): Promise<ConfigRow | undefined> {
    const current = await rows.current(key);
    if (!current || current.version <= version) return current;
    return (await rows.history(key)).find((row) => row.version <= version);
  }

  return {
    async read(key, config) {
      const row = await readable(key, config);
      if (!row) return config.schema.parse({});
      const data = migrateConfig(config, { version: row.version, data: openRow(key, row) });
      const parsed = config.schema.parse(data);
      if (row.version < config.version) await keepMigrated(key, config, row, data);
      return parsed;
    },

    async write(key, config, data) {
      const known = await readable(key, config);
      await rows.replace(key, (current) => {
        const row = current && current.version <= config.version ? current : known;
        const stored = row && migrateConfig(config, { version: row.version, data: openRow(key, row) });
        const complete = keepSecrets(configJsonSchema(config.schema), data, stored);
        config.schema.parse(complete);
        return recordOf(key, config, complete);
      });
    },

    async history(key) {
      return (await rows.history(key)).map(({ id, version, data, writtenAt, migratedAt, originalVersion }) => ({
        id,
        pluginId,
        version,
        data: blankSealed(data),
        writtenAt,
        ...(migratedAt && { migratedAt }),
        ...(originalVersion !== null && { originalVersion }),
      }));
    },

    async rollback(key, recordId) {
      const earlier = await rows.byId(key, recordId);
      if (!earlier) {
        throw new Error(
          `configuration "${key}" of plugin "${pluginId}" has no record ${recordId}; the newest 50 are kept, choose one of the history`,
        );
      }
      await rows.replace(key, () => ({ ...earlier, writtenAt: new Date(clock.now()) }));
    },
  };
}
