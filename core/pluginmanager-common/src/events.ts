import { createSignal } from "@checkstack/common";
import * as z from "zod";
import { pluginMetadata } from "./metadata.ts";

/** A plugin came, went or changed its state. */
export const pluginsChanged = createSignal(pluginMetadata, {
  id: "changed",
  payload: z.object({ pluginId: z.string(), state: z.string() }),
  access: "authenticated",
});
