import { core, createBackendPlugin, extensionsOf, implementContract, rpc } from "@checkstack/backend-api";
import { catalogContract, systemDependents, systemsDeleted } from "@checkstack/catalog-common";
import {
  access,
  checksChanged,
  checkStatusSignal,
  healthcheckContract,
  healthCheckStrategies,
  pluginMetadata,
  runSignal,
} from "@checkstack/healthcheck-common";
import { impactOfSystems } from "./dependents.ts";
import { checkJobSchema } from "./engine.ts";
import { createHealthcheck, type Healthcheck } from "./healthcheck.ts";
import { upkeepJobSchema } from "./upkeep/upkeep.ts";

export default createBackendPlugin({
  metadata: pluginMetadata,
  register(registry) {
    registry.registerAccessRules(Object.values(access));
    registry.registerContract(healthcheckContract);
    registry.registerSignals([runSignal, checkStatusSignal, checksChanged]);

    let healthcheck: Healthcheck;
    registry.registerInit({
      deps: {
        database: core.database,
        queues: core.queue,
        config: core.config,
        secrets: core.secrets,
        clock: core.clock,
        logger: core.logger,
        catalog: rpc(catalogContract),
        strategies: extensionsOf(healthCheckStrategies),
      },
      init(context) {
        const { queues } = context;
        healthcheck = createHealthcheck({
          ...context,
          runQueue: queues.queue("checks", checkJobSchema),
          upkeepQueue: queues.queue("upkeep", upkeepJobSchema),
        });
        context.serve(healthcheckContract, healthcheck.router);
        const dependents = implementContract({ pluginId: systemDependents.ownerId, router: systemDependents.router });
        context.contribute(systemDependents, {
          metadata: { id: pluginMetadata.pluginId },
          implementation: dependents.router({
            impact: dependents.impact.handler(({ input }) => impactOfSystems(context.database, input.systemIds)),
          }),
        });
      },
      async afterPluginsReady({ onHook }) {
        onHook(systemsDeleted, ({ systemIds }) => healthcheck.deleteOfSystems(systemIds));
        await healthcheck.start();
      },
    });
  },
});
