import { definePluginMetadata } from "@checkstack/common";

export const pluginMetadata = definePluginMetadata({
  pluginId: "auth",
  displayName: "Accounts",
  description: "Who people are, what they may do, and how they sign in",
});
