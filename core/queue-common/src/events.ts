import { createHook } from "@checkstack/common";
import * as z from "zod";
import { pluginMetadata } from "./metadata.ts";

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
