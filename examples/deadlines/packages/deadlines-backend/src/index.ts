import { core, createBackendPlugin, implementContract, rpc } from "@checkstack/backend-api";
import { catalogContract, systemDependents, systemsDeleted } from "@checkstack/catalog-common";
import { healthCheckStrategies } from "@checkstack/healthcheck-common";
import { pluginSettings } from "@checkstack/pluginmanager-common";
import { settingOf } from "@checkstack/pluginmanager-node";
import { access, deadlinesChanged, deadlinesContract, pluginMetadata } from "@example/deadlines-common";
import { createDeadlineJudge } from "./deadline-judge.ts";
import { createDeadlineStore } from "./deadline-store.ts";
import { createDeadlinesRouter } from "./router.ts";
import { settingsConfig } from "./settings.ts";
import { deadlineStrategy } from "./strategy.ts";

export default createBackendPlugin({
  metadata: pluginMetadata,
  register(registry) {
    registry.registerAccessRules(Object.values(access));
    registry.registerContract(deadlinesContract);
    registry.registerSignals([deadlinesChanged]);
    registry.registerInit({
      deps: { database: core.database, clock: core.clock, config: core.config, catalog: rpc(catalogContract) },
      init({ database, clock, config, catalog, serve, contribute, emitSignal }) {
        const store = createDeadlineStore(database);
        const judge = createDeadlineJudge({ clock, config });
        serve(deadlinesContract, createDeadlinesRouter({ store, judge, catalog, emitSignal }));
        contribute(healthCheckStrategies, deadlineStrategy({ store, judge }));
        contribute(
          pluginSettings,
          settingOf({
            plugin: pluginMetadata,
            key: "settings",
            title: "Warnings",
            config: settingsConfig,
            store: config,
          }),
        );
        const dependents = implementContract({ pluginId: systemDependents.ownerId, router: systemDependents.router });
        contribute(systemDependents, {
          metadata: { id: pluginMetadata.pluginId },
          implementation: dependents.router({
            impact: dependents.impact.handler(({ input }) => store.impactOfSystems(input.systemIds)),
          }),
        });
      },
      afterPluginsReady({ database, onHook }) {
        onHook(systemsDeleted, ({ systemIds }) => createDeadlineStore(database).removeOfSystems(systemIds));
      },
    });
  },
});
