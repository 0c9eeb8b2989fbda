import * as z from "zod";

const queueFiguresSchema = z.object({
  waiting: z.number().int(),
  active: z.number().int(),
  delayed: z.number().int(),
  /** Dead letters. */
  failed: z.number().int(),
  recurring: z.number().int(),
  /** Due times of recurring jobs that were left out because the one before still waited or ran. */
  skipped: z.number().int(),
  /** How late the oldest waiting job is. */
  lagMs: z.number(),
});

/** One queue, over all processes where its engine spans them. */
export const queueStateSchema = z.discriminatedUnion("state", [
  z.object({ state: z.literal("known"), name: z.string(), figures: queueFiguresSchema }),
  /** The engine did not say; `reason` is a sentence. */
  z.object({ state: z.literal("unknown"), name: z.string(), reason: z.string() }),
]);
export type QueueState = z.infer<typeof queueStateSchema>;

/** Lets the platform decide: memory for one process, an engine that all share as soon as two run the same queues. */
export const AUTOMATIC = "automatic";

export const engineSchema = z.object({
  id: z.string(),
  displayName: z.string(),
  description: z.string(),
  /** Who sees its jobs: one process alone, or all of the installation. */
  reach: z.enum(["process", "installation"]),
  /** JSON Schema of what may be set, and what is set, secrets blanked; null where there is nothing to set. */
  settings: z.object({ schema: z.record(z.string(), z.unknown()), values: z.unknown() }).nullable(),
});
export type Engine = z.infer<typeof engineSchema>;

/** Which engine was asked for, and which one runs the queues. */
export const engineStateSchema = z.object({
  /** `automatic`, or the id of an engine. */
  chosen: z.string(),
  /** The engine at work; null while there is none. */
  running: z.object({ id: z.string(), displayName: z.string() }).nullable(),
  /** What is wrong with it, in a sentence; null when all is well. */
  problem: z.string().nullable(),
  /** Jobs are being handed from the engine before to this one. */
  moving: z.boolean(),
  /** Processes that run queues, this one included. */
  processes: z.number().int(),
});
export type EngineState = z.infer<typeof engineStateSchema>;

/** A job or an event that failed for good and is kept. */
export const deadLetterSchema = z.object({
  id: z.string(),
  /** `job` of the queue `source`, or `event` of the hook `source` for the plugin `subscriber`. */
  kind: z.enum(["job", "event"]),
  source: z.string(),
  subscriber: z.string().nullable(),
  data: z.unknown(),
  reason: z.string(),
  attempts: z.number().int(),
  failedAt: z.date(),
  /** The key of the recurring job whose last run failed; it goes on whatever becomes of this. */
  recurringKey: z.string().nullable(),
});
export type DeadLetter = z.infer<typeof deadLetterSchema>;
