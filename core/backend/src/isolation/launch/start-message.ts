import * as z from "zod";

/** The one line that a process is told on its standard input. Nothing else tells it anything. */
export const startMessageSchema = z.object({
  pluginId: z.string(),
  packageName: z.string(),
  version: z.string(),
  schemaName: z.string(),
  directory: z.string(),
  entry: z.string(),
  /** Where it may keep files for as long as it lives. */
  dataDir: z.string(),
  /** Where the platform answers. */
  platform: z.object({ path: z.string(), token: z.string() }),
  /** Where the process is to answer. */
  own: z.object({ path: z.string(), token: z.string() }),
});

export type StartMessage = z.infer<typeof startMessageSchema>;
