import { definePluginMetadata } from "@checkstack/common";

export const pluginMetadata = definePluginMetadata({
  pluginId: "sample",
  displayName: "Sample",
  description: "One sentence for the people who are about to install it",
});
