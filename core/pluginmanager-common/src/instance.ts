import * as z from "zod";

/** One server process of the installation. */
export const instanceSchema = z.object({
  id: z.string(),
  /** The machine it runs on. */
  name: z.string(),
  /** Where the other instances reach it. */
  url: z.string(),
  version: z.string(),
  /** It is the one that answers. */
  isThis: z.boolean(),
  /** `draining`: it ends as soon as it has finished. `lost`: it ended without a word, or is cut off. */
  state: z.enum(["starting", "running", "draining", "lost"]),
  startedAt: z.date(),
  heartbeatAgeMs: z.number(),
  load: z.object({
    /** Calls of other instances that it is answering. */
    running: z.number(),
    /** How late it was with its own work, at worst, in the last second. */
    lagMs: z.number(),
    memoryMb: z.number(),
  }),
  plugins: z.array(
    z.object({
      pluginId: z.string(),
      displayName: z.string(),
      packageName: z.string(),
      version: z.string(),
      state: z.enum(["registered", "ready", "blocked", "failed"]),
      reason: z.string().optional(),
      /** In a process of its own on that machine. */
      isolated: z.boolean(),
    }),
  ),
});
export type Instance = z.infer<typeof instanceSchema>;
