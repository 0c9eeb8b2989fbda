import { join } from "node:path";
import { core, createBackendPlugin, extensionsOf } from "@checkstack/backend-api";
import {
  access,
  operationProgress,
  pluginMetadata,
  pluginmanagerContract,
  pluginsChanged,
  pluginSettings,
} from "@checkstack/pluginmanager-common";
import { watchFolder } from "./folder-watch.ts";
import { tellEvent } from "./life-cycle/progress.ts";
import { createManager } from "./manager.ts";
import { createPluginAssets } from "./plugin-assets.ts";
import { createPluginFolder } from "./plugin-folder.ts";
import { createPluginNews } from "./plugin-news.ts";
import { createPluginManagerRouter } from "./procedures/router.ts";

export default createBackendPlugin({
  metadata: pluginMetadata,
  register(registry) {
    registry.registerAccessRules(Object.values(access));
    registry.registerContract(pluginmanagerContract);
    registry.registerSignals([pluginsChanged, operationProgress]);
    registry.registerInit({
      deps: {
        plugins: core.plugins,
        installations: core.installations,
        instance: core.instance,
        config: core.config,
        clock: core.clock,
        logger: core.logger,
        settings: extensionsOf(pluginSettings),
      },
      provides: [core.pluginAssets],
      async init({ plugins, installations, instance, config, clock, logger, settings, ...context }) {
        const { serve, provide, emitSignal, scope } = context;
        const dir = join(instance.dataDir, "plugins");
        const folder = createPluginFolder({ dir, logger });
        const onChange = createPluginNews({ folder, emitSignal });
        const onError = (error: unknown) => logger.warn(`the plugins in ${dir} cannot be looked at`, { error });
        const manager = createManager({ plugins, installations, folder, config, clock, logger, emitSignal });
        provide(core.pluginAssets, createPluginAssets(folder));
        serve(pluginmanagerContract, createPluginManagerRouter(manager, settings));
        scope.use(
          plugins.onChange(({ metadata: { pluginId }, status: { state } }) =>
            emitSignal(pluginsChanged, { pluginId, state }, { subject: pluginId }),
          ),
        );
        scope.use(
          installations.onChange(({ pluginIds }) => {
            for (const pluginId of pluginIds)
              emitSignal(pluginsChanged, { pluginId, state: "installed" }, { subject: pluginId });
          }),
        );
        scope.use(installations.onProgress((event) => tellEvent(emitSignal, event)));
        await onChange();
        scope.use(await watchFolder({ dir, onChange, onError }));
      },
    });
  },
});
