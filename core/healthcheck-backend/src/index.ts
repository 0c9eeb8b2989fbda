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
import { pluginSettings } from "@checkstack/pluginmanager-common";
import { settingOf } from "@checkstack/pluginmanager-node";
import { impactOfSystems } from "./dependents.ts";
import { checkJobSchema } from "./engine.ts";
import { createHealthcheck, type Healthcheck } from "./healthcheck.ts";
import { RETENTION_KEY, retentionConfig } from "./upkeep/retention.ts";
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
        const retention = settingOf({
          plugin: pluginMetadata,
          key: RETENTION_KEY,
          title: "Retention",
          description: "How long history is kept. What is older is deleted within the hour, for good.",
          config: retentionConfig,
          store: context.config,
        });
        context.contribute(pluginSettings, retention);
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
