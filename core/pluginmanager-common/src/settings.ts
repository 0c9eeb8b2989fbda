import { createContractPoint, procedure } from "@checkstack/common";
import * as z from "zod";
import { pluginMetadata } from "./metadata.ts";

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

export const settingIssuesSchema = z.object({
  issues: z.array(z.object({ path: z.string(), message: z.string() })),
});

/**
 * Where plugins add the configurations that people may change on their page. `settingOf` of `@checkstack/pluginmanager-node`
 * makes a contribution out of a configuration schema.
 */
export const pluginSettings = createContractPoint(pluginMetadata, {
  id: "settings",
  metadata: pluginSettingSchema.omit({ data: true }).extend({
    /** `<pluginId>.<key>` */
    id: z.string(),
  }),
  router: {
    /** With secrets blanked. */
    read: procedure.output(z.object({ data: z.unknown() })),
    write: procedure
      .input(z.object({ data: z.unknown() }))
      .output(z.void())
      .errors({ INVALID_SETTING: { status: 400, data: settingIssuesSchema } }),
    history: procedure.output(z.array(settingRecordSchema)),
    rollback: procedure
      .input(z.object({ recordId: z.string() }))
      .output(z.void())
      .errors({ RECORD_NOT_FOUND: { status: 404, data: z.object({ recordId: z.string() }) } }),
  },
});
