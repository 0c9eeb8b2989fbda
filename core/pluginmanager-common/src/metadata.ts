import { definePluginMetadata } from "@checkstack/common";

export const pluginMetadata = definePluginMetadata({
  pluginId: "pluginmanager",
  displayName: "Plugins",
  description: "What is installed, how it started, and what went wrong",
});
