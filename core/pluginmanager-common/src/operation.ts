import * as z from "zod";

export const actionSchema = z.enum(["install", "upgrade", "rollback", "enable", "disable", "uninstall"]);
export type Action = z.infer<typeof actionSchema>;

/** The steps in the order in which they come; an action takes those that it needs. */
export const stepSchema = z.enum(["fetch", "check", "store", "load", "remove", "done"]);
export type Step = z.infer<typeof stepSchema>;

/** Chosen by the caller, so that progress can be followed from the first step on. */
export const operationIdSchema = z.uuid().optional();

/** News of a running operation. */
export const progressSchema = z.object({
  operationId: z.string(),
  action: actionSchema,
  packageName: z.string().optional(),
  version: z.string().optional(),
  step: stepSchema,
  outcome: z.enum(["started", "succeeded", "failed"]),
  /** One sentence. */
  detail: z.string(),
  /** While something is fetched: bytes so far, and of how many where that is known. */
  bytes: z.object({ done: z.number().int(), total: z.number().int().optional() }).optional(),
});
export type Progress = z.infer<typeof progressSchema>;

/** What became of an operation. */
export const operationSchema = z.object({
  operationId: z.string(),
  action: actionSchema,
  packageName: z.string(),
  version: z.string(),
  pluginIds: z.array(z.string()),
  /** One sentence: what is now true. */
  detail: z.string(),
});
export type Operation = z.infer<typeof operationSchema>;

/** One step of the history of installed packages. */
export const installEventSchema = z.object({
  id: z.string(),
  at: z.date(),
  packageName: z.string(),
  version: z.string(),
  pluginIds: z.array(z.string()),
  action: z.string(),
  step: z.string(),
  outcome: z.enum(["started", "succeeded", "failed"]),
  detail: z.string(),
  /** The name of who did it; `platform` for what happened by itself. */
  actor: z.string(),
});
export type InstallEvent = z.infer<typeof installEventSchema>;
