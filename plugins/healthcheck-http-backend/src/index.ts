import { core, createBackendPlugin } from "@checkstack/backend-api";
import { definePluginMetadata } from "@checkstack/common";
import { healthCheckStrategies } from "@checkstack/healthcheck-common";
import { createHttpStrategy } from "./strategy.ts";

export default createBackendPlugin({
  metadata: definePluginMetadata({
    pluginId: "healthcheck-http",
    displayName: "HTTP checks",
    description: "Checks web addresses over HTTP and HTTPS",
  }),
  register(registry) {
    registry.registerInit({
      deps: { clock: core.clock },
      init({ clock, contribute }) {
        contribute(healthCheckStrategies, createHttpStrategy({ clock }));
      },
    });
  },
});
