import { createContract, procedure } from "@checkstack/common";
import * as z from "zod";
import { access } from "./access.ts";
import { pluginMetadata } from "./metadata.ts";

export const queueStatsSchema = z.object({
  /** `<pluginId>.<queue>` */
  name: z.string(),
  waiting: z.number().int(),
  active: z.number().int(),
  delayed: z.number().int(),
  failed: z.number().int(),
  recurring: z.number().int(),
  /** Due times of recurring jobs that were left out because the one before still waited or ran. */
  skipped: z.number().int(),
  lagMs: z.number(),
});

export const queueContract = createContract(pluginMetadata, {
  stats: procedure
    .meta({ access: [access.queueRead] })
    .route({ method: "GET", path: "/stats", summary: "Queues and how late they are" })
    .output(z.object({ provider: z.string(), queues: z.array(queueStatsSchema) })),
});
