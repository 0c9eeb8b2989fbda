import { createSignal } from "@checkstack/common";
import { access } from "./access.ts";
import { pluginMetadata } from "./metadata.ts";

/**
 * There is something new to read; of several at once, the newest is told. It says no more than that: what is in it is for
 * those who may read what it is about, which the list knows.
 */
export const notificationAdded = createSignal<{ readonly id: string }>(pluginMetadata, {
  id: "added",
  access: [access.notificationRead],
});
