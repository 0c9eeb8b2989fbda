import { createHook, createSignal } from "@checkstack/common";
import * as z from "zod";
import { access } from "./access.ts";
import { pluginMetadata } from "./metadata.ts";
import { engineStateSchema, queueStateSchema } from "./queue-state.ts";

/** Another engine was chosen, or the settings of one were changed: every process looks for itself. */
export const engineChosen = createHook(pluginMetadata, {
  id: "engineChosen",
  payload: z.object({ engine: z.string(), settingsOf: z.string().optional() }),
  delivery: "broadcast",
});

/** The jobs of a plugin whose data were deleted are gone: every process forgets what it has of its queues. */
export const queuesErased = createHook(pluginMetadata, {
  id: "queuesErased",
  payload: z.object({ pluginId: z.string() }),
  delivery: "broadcast",
});

/** The figures of all queues, every two seconds while somebody looks at them. */
export const queueStatsSignal = createSignal(pluginMetadata, {
  id: "stats",
  payload: z.object({ engine: engineStateSchema, queues: z.array(queueStateSchema) }),
  access: [access.queueRead],
});
