import { definePluginMetadata } from "@checkstack/common";

export const pluginMetadata = definePluginMetadata({
  pluginId: "queue",
  displayName: "Queues",
  description: "Work that is done later, again and again, or by another process",
});
