import { implementContract, type ConfigStore, type Contribution } from "@checkstack/backend-api";
import { blankSecrets, configJsonSchema, type ConfigSchema, type PluginMetadata } from "@checkstack/common";
import { pluginSettings } from "@checkstack/pluginmanager-common";
import * as z from "zod";

export interface SettingOptions {
  readonly plugin: Pick<PluginMetadata, "pluginId">;
  /** As the plugin reads it from its `ConfigStore`. */
  readonly key: string;
  /** What people read above the form. */
  readonly title: string;
  readonly description?: string;
  readonly config: ConfigSchema;
  /** The plugin's own `core.config`. */
  readonly store: ConfigStore;
}

/** What a plugin contributes to `pluginSettings`, so that people change one of its configurations on its page. */
export function settingOf(options: SettingOptions): Contribution<typeof pluginSettings> {
  const { plugin, key, title, description, config, store } = options;
  const schema = configJsonSchema(config.schema);
  const os = implementContract({ pluginId: plugin.pluginId, router: pluginSettings.router });
  return {
    metadata: {
      id: `${plugin.pluginId}.${key}`,
      key,
      title,
      ...(description !== undefined && { description }),
      version: config.version,
      schema,
    },
    implementation: os.router({
      read: os.read.handler(async () => ({ data: blankSecrets(schema, await store.read(key, config)) })),
      write: os.write.handler(async ({ input, errors }) => {
        const issues = await write(input.data);
        if (issues) throw errors.INVALID_SETTING({ message: sentenceOf(issues), data: { issues } });
      }),
      history: os.history.handler(async () =>
        (await store.history(key)).map(({ id, version, data, writtenAt, migratedAt, originalVersion }) => ({
          id,
          version,
          data,
          writtenAt,
          ...(migratedAt && { migratedAt }),
          ...(originalVersion !== undefined && { originalVersion }),
        })),
      ),
      rollback: os.rollback.handler(async ({ input: { recordId }, errors }) => {
        const records = await store.history(key);
        if (records.some(({ id }) => id === recordId)) return store.rollback(key, recordId);
        throw errors.RECORD_NOT_FOUND({ message: "This record is not kept any more.", data: { recordId } });
      }),
    }),
  };

  /** What is wrong with the data, field by field; `undefined` once it is written. */
  async function write(data: unknown): Promise<Issue[] | undefined> {
    try {
      await store.write(key, config, data);
      return undefined;
    } catch (error) {
      if (!(error instanceof z.ZodError)) throw error;
      return error.issues.map(({ path, message }) => ({ path: path.map(String).join("."), message }));
    }
  }
}

interface Issue {
  readonly path: string;
  readonly message: string;
}

const sentenceOf = (issues: readonly Issue[]): string =>
  issues.map(({ path, message }) => (path === "" ? message : `${path}: ${message}`)).join("; ");
