import { access, contract, itemAdded, pluginMetadata } from "@acme/sample-common";
import { core, createBackendPlugin } from "@checkstack/backend-api";
import { createRouter } from "./router.ts";

export default createBackendPlugin({
  metadata: pluginMetadata,
  register(registry) {
    registry.registerAccessRules(Object.values(access));
    registry.registerContract(contract);
    registry.registerSignals([itemAdded]);
    registry.registerInit({
      deps: { database: core.database, clock: core.clock },
      init({ database, clock, serve, emitSignal }) {
        serve(contract, createRouter({ database, clock, emitSignal }));
      },
    });
  },
});
