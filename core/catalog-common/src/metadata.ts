import { definePluginMetadata } from "@checkstack/common";

export const pluginMetadata = definePluginMetadata({
  pluginId: "catalog",
  displayName: "Catalog",
  description: "What is watched: systems, groups and environments",
});
