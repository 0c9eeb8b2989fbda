import { core, createBackendPlugin, queueProviders } from "@checkstack/backend-api";
import { definePluginMetadata } from "@checkstack/common";
import { createMemoryProvider } from "./memory-provider.ts";

const metadata = definePluginMetadata({
  pluginId: "queue-memory",
  displayName: "Queues in memory",
  description: "Runs jobs in this process; a restart forgets jobs that wait, recurring ones are scheduled anew",
});

export default createBackendPlugin({
  metadata,
  register(registry) {
    registry.registerInit({
      deps: { providers: queueProviders, clock: core.clock, logger: core.logger },
      init({ providers, clock, logger, scope }) {
        providers.add(scope.use(createMemoryProvider({ clock, logger })));
      },
    });
  },
});
