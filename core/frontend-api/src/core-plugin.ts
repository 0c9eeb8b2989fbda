import { accessApi, accessApiRef } from "./access-api.ts";
import { provideApi } from "./api-ref.ts";
import { createFrontendPlugin, type FrontendPlugin } from "./plugin.ts";

/** The APIs that are always there. The shell registers it first. */
export const corePlugin: FrontendPlugin = createFrontendPlugin({
  metadata: { pluginId: "core", displayName: "Checkstack" },
  apis: [provideApi(accessApiRef, accessApi)],
});
