import { pluginAdditionsSchema } from "@checkstack/common";
import * as z from "zod";

/** What `probe-process.ts` is to look at; paths are absolute. */
export const probeJobSchema = z.object({
  backend: z.string().optional(),
  frontend: z.string().optional(),
  /** Contract points that the back end contributes to, by the module that exports them. */
  points: z.array(z.object({ module: z.string(), name: z.string() })),
});
export type ProbeJob = z.infer<typeof probeJobSchema>;

export const metadataSchema = z.object({
  pluginId: z.string(),
  displayName: z.string(),
  description: z.string().optional(),
});

/** What it found, or why it could not look. */
export const foundSchema = z.discriminatedUnion("outcome", [
  z.object({
    outcome: z.literal("found"),
    backend: metadataSchema.optional(),
    frontend: metadataSchema.optional(),
    adds: pluginAdditionsSchema,
    calls: z.array(z.string()),
    /** Services and extension points that only the platform's own process has. */
    inProcess: z.array(z.string()),
  }),
  z.object({ outcome: z.literal("failed"), what: z.string(), reason: z.string() }),
]);
export type Found = z.infer<typeof foundSchema>;
