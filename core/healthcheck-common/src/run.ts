import * as z from "zod";
import { assertionResultSchema } from "./assertion.ts";
import { runStatusSchema } from "./status-schema.ts";
import { evidenceSchema, timingsSchema } from "./strategy.ts";

/** One execution of a check, short: what lists and charts need. */
export const runSchema = z.object({
  id: z.string(),
  checkId: z.string(),
  /** Where it ran: `here`, or a satellite; `manual` for a run somebody asked for. */
  source: z.string(),
  /** Its place on the check's grid. */
  slot: z.number().int(),
  /** When it should have begun. */
  scheduledAt: z.date(),
  startedAt: z.date(),
  status: runStatusSchema,
  latencyMs: z.number().nullable(),
  timings: timingsSchema,
  /** Stable reason, such as `CONNECTION_REFUSED` or `ASSERTION_FAILED`; null when healthy. */
  code: z.string().nullable(),
  message: z.string(),
});
export type Run = z.infer<typeof runSchema>;

const fields = z.record(z.string(), z.unknown()).nullable();

/** A run with everything that was kept of it. Fields and evidence are kept for runs that were not healthy. */
export const runDetailSchema = runSchema.extend({
  fields,
  assertions: z.array(assertionResultSchema),
  evidence: evidenceSchema.nullable(),
  /** Of a run that was not healthy, the last healthy one before it of which something is known: what to compare with. */
  lastHealthy: z.object({ id: z.string(), scheduledAt: z.date(), fields }).nullable(),
});
export type RunDetail = z.infer<typeof runDetailSchema>;

export const transitionSchema = z.object({
  status: z.string(),
  from: z.date(),
  /** Null while it lasts. */
  to: z.date().nullable(),
  message: z.string(),
});
export type Transition = z.infer<typeof transitionSchema>;
