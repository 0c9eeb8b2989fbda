import { definePluginMetadata } from "@checkstack/common";

export const pluginMetadata = definePluginMetadata({
  pluginId: "deadlines",
  displayName: "Deadlines",
  description: "What expires, and when: licences, domains, contracts and certificates of your systems",
});
