import type { ConfigSchema, VersionedConfig } from "@checkstack/common";
import type * as z from "zod";

/**
 * The versioned configuration of one plugin, by key (`settings`, `provider.github`). Reading migrates; writing keeps the
 * history. Values marked with `secretText()` are encrypted at rest.
 *
 * A write keeps a stored secret where the new data has `SECRET_UNCHANGED`, an empty text or nothing in its place; `null`
 * removes it. Items of a list are told apart by their `id`.
 */
export interface ConfigStore {
  /** The data, migrated and parsed, or the schema's defaults (`schema.parse({})`) when nothing is stored. */
  read<Schema extends z.ZodType>(key: string, config: ConfigSchema<Schema>): Promise<z.output<Schema>>;
  write<Schema extends z.ZodType>(key: string, config: ConfigSchema<Schema>, data: z.input<Schema>): Promise<void>;
  /** Newest first, at most 50, secrets blanked. */
  history(key: string): Promise<readonly ConfigRecord[]>;
  /** Makes an earlier record the current one again, as a new record. */
  rollback(key: string, recordId: string): Promise<void>;
}

export interface ConfigRecord extends VersionedConfig<unknown> {
  readonly id: string;
  readonly writtenAt: Date;
}
