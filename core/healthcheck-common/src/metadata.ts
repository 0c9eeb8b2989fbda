import { definePluginMetadata } from "@checkstack/common";

export const pluginMetadata = definePluginMetadata({
  pluginId: "healthcheck",
  displayName: "Health checks",
  description: "Runs checks, keeps what they found, and says how systems are",
});
