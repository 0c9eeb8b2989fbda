import * as z from "zod";

/** One configuration of a plugin that people may change. */
export const pluginSettingSchema = z.object({
  /** `settings` */
  key: z.string(),
  title: z.string(),
  description: z.string().optional(),
  /** Of the configuration's schema. */
  version: z.number().int(),
  /** JSON Schema (draft 2020-12), from which the form is made. */
  schema: z.record(z.string(), z.unknown()),
  /** Secrets read `__secret_unchanged__`. */
  data: z.unknown(),
});
export type PluginSetting = z.infer<typeof pluginSettingSchema>;

/** A configuration as it was; secrets are blanked. */
export const settingRecordSchema = z.object({
  id: z.string(),
  version: z.number().int(),
  data: z.unknown(),
  writtenAt: z.date(),
  /** When an upgrade brought it to this version, and from which. */
  migratedAt: z.date().optional(),
  originalVersion: z.number().int().optional(),
});
export type SettingRecord = z.infer<typeof settingRecordSchema>;
