import { createHook } from "@checkstack/common";
import * as z from "zod";
import { pluginMetadata } from "./metadata.ts";

/** A user is gone, and with the user all sessions and API keys. Whoever keeps something for the user deletes it. */
export const userDeleted = createHook(pluginMetadata, {
  id: "userDeleted",
  payload: z.object({ userId: z.string() }),
  delivery: "once",
});
