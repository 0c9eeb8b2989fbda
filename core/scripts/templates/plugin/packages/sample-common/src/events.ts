import { createSignal } from "@checkstack/common";
import * as z from "zod";
import { access } from "./access.ts";
import { pluginMetadata } from "./metadata.ts";

/** Somebody added an item. */
export const itemAdded = createSignal(pluginMetadata, {
  id: "itemAdded",
  payload: z.object({ id: z.string() }),
  access: [access.itemRead],
});
