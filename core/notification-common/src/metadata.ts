import { definePluginMetadata } from "@checkstack/common";

export const pluginMetadata = definePluginMetadata({
  pluginId: "notification",
  displayName: "Notifications",
  description: "Tells people of problems and recoveries",
});
