import { createSignal } from "@checkstack/common";
import { access } from "./access.ts";
import { pluginMetadata } from "./metadata.ts";

/** Somebody added an item. */
export const itemAdded = createSignal<{ id: string }>(pluginMetadata, {
  id: "itemAdded",
  access: [access.itemRead],
});
