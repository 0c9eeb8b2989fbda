import { definePluginMetadata } from "@checkstack/common";

export const pluginMetadata = definePluginMetadata({
  pluginId: "auth-credential",
  displayName: "Sign-in with a password",
  description: "E-mail address and password, kept as salted hashes",
});
