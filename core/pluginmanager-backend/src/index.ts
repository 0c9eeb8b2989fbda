import { core, createBackendPlugin, extensionsOf } from "@checkstack/backend-api";
import {
  access,
  instancesChanged,
  operationProgress,
  pluginMetadata,
  pluginmanagerContract,
  pluginsChanged,
  pluginSettings,
} from "@checkstack/pluginmanager-common";
import { tellEvent } from "./life-cycle/progress.ts";
import { createManager } from "./manager.ts";
import { createPluginManagerRouter } from "./procedures/router.ts";

export default createBackendPlugin({
  metadata: pluginMetadata,
  register(registry) {
    registry.registerAccessRules(Object.values(access));
    registry.registerContract(pluginmanagerContract);
    registry.registerSignals([pluginsChanged, operationProgress, instancesChanged]);
    registry.registerInit({
      deps: {
        plugins: core.plugins,
        installations: core.installations,
        isolation: core.isolation,
        instances: core.instances,
        config: core.config,
        clock: core.clock,
        settings: extensionsOf(pluginSettings),
      },
      init({ plugins, installations, isolation, instances, config, clock, settings, serve, emitSignal, scope }) {
        const manager = createManager({ plugins, installations, isolation, instances, config, clock, emitSignal });
        serve(pluginmanagerContract, createPluginManagerRouter({ manager, settings }));
        scope.use(instances.onChange(() => emitSignal(instancesChanged, {})));
        scope.use(
          plugins.onChange(({ metadata: { pluginId }, status: { state } }) =>
            emitSignal(pluginsChanged, { pluginId, state }, { subject: pluginId }),
          ),
        );
        const tellChanged = ({ pluginIds }: { readonly pluginIds: readonly string[] }): void => {
          for (const pluginId of pluginIds) {
            emitSignal(pluginsChanged, { pluginId, state: "installed" }, { subject: pluginId });
          }
        };
        scope.use(installations.onChange(tellChanged));
        scope.use(
          installations.onProgress((event) => {
            tellEvent(emitSignal, event);
            // A disabled package that is uninstalled is no change of what runs.
            if (event.step === "done") tellChanged(event);
          }),
        );
      },
    });
  },
});
