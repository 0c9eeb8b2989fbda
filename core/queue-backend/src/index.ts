import { core, createBackendPlugin, queueProviders } from "@checkstack/backend-api";
import { access, pluginMetadata, queueContract } from "@checkstack/queue-common";
import { createProviderList } from "./provider-list.ts";
import { createQueueHub } from "./queue-hub.ts";
import { createQueueRouter } from "./router.ts";

export default createBackendPlugin({
  metadata: pluginMetadata,
  register(registry) {
    const providers = createProviderList();
    registry.registerAccessRules(Object.values(access));
    registry.registerExtensionPoint(queueProviders, (contributor) => ({
      add: (provider) => contributor.defer(providers.add(provider)),
    }));
    registry.registerContract(queueContract);
    registry.registerInit({
      deps: { clock: core.clock, logger: core.logger },
      provides: [core.queue],
      init({ clock, logger, serve, providePerPlugin }) {
        const hub = createQueueHub({ providers, clock, logger });
        providePerPlugin(core.queue, hub.forPlugin);
        serve(queueContract, createQueueRouter(hub));
      },
    });
  },
});
