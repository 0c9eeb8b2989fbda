import * as z from "zod";

/** A stored configuration, with the version of the schema it was written for. */
export interface VersionedConfig<T> {
  version: number;
  pluginId: string;
  data: T;
  migratedAt?: Date;
  originalVersion?: number;
}

/** A configuration schema, its version, and how data of earlier versions becomes data of this one. */
export interface ConfigSchema<Schema extends z.ZodType = z.ZodType> {
  readonly version: number;
  readonly schema: Schema;
  /** `migrations[2]` turns data of version 1 into data of version 2. */
  readonly migrations?: Readonly<Record<number, (data: unknown) => unknown>>;
}

export const defineConfig = <Schema extends z.ZodType>(config: ConfigSchema<Schema>): ConfigSchema<Schema> => config;

/**
 * Brings `data`, written for `version`, to the schema's version and parses it.
 * Throws when a migration is missing, when the data is newer than the schema, or when it does not parse.
 */
export function readConfig<Schema extends z.ZodType>(
  config: ConfigSchema<Schema>,
  stored: { version: number; data: unknown },
): z.output<Schema> {
  return config.schema.parse(migrateConfig(config, stored));
}

/** The first half of `readConfig`: brings `data` to the schema's version without parsing it. */
export function migrateConfig(config: ConfigSchema, stored: { version: number; data: unknown }): unknown {
  if (stored.version > config.version) {
    throw new Error(
      `configuration has version ${stored.version}, this plugin knows up to ${config.version}; upgrade the plugin or roll the configuration back`,
    );
  }
  let data = stored.data;
  for (let version = stored.version + 1; version <= config.version; version++) {
    const migrate = config.migrations?.[version];
    if (!migrate)
      throw new Error(
        `configuration of version ${version - 1} cannot be read: there is no migration to version ${version}`,
      );
    data = migrate(data);
  }
  return data;
}

/** Marks a text as secret: encrypted at rest, never sent to a browser again. */
export const secretText = () => z.string().meta({ "x-secret": true, writeOnly: true });

/** JSON Schema (draft 2020-12) of a configuration, from which forms are made. */
export const configJsonSchema = (schema: z.ZodType): Record<string, unknown> =>
  z.toJSONSchema(schema, { io: "input", unrepresentable: "any" });
