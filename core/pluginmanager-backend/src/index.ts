import { join } from "node:path";
import { core, createBackendPlugin } from "@checkstack/backend-api";
import {
  access,
  operationProgress,
  pluginMetadata,
  pluginmanagerContract,
  pluginsChanged,
} from "@checkstack/pluginmanager-common";
import { watchFolder } from "./folder-watch.ts";
import { createPluginAssets } from "./plugin-assets.ts";
import { createPluginFolder } from "./plugin-folder.ts";
import { createPluginNews } from "./plugin-news.ts";
import { createPluginManagerRouter } from "./router.ts";

export default createBackendPlugin({
  metadata: pluginMetadata,
  register(registry) {
    registry.registerAccessRules(Object.values(access));
    registry.registerContract(pluginmanagerContract);
    registry.registerSignals([pluginsChanged, operationProgress]);
    registry.registerInit({
      deps: { plugins: core.plugins, instance: core.instance, logger: core.logger },
      provides: [core.pluginAssets],
      async init({ plugins, instance, logger, serve, provide, emitSignal, scope }) {
        const dir = join(instance.dataDir, "plugins");
        const folder = createPluginFolder({ dir, logger });
        const onChange = createPluginNews({ folder, emitSignal });
        const onError = (error: unknown) => logger.warn(`the plugins in ${dir} cannot be looked at`, { error });
        provide(core.pluginAssets, createPluginAssets(folder));
        serve(pluginmanagerContract, createPluginManagerRouter({ plugins, folder }));
        scope.use(
          plugins.onChange(({ metadata: { pluginId }, status: { state } }) =>
            emitSignal(pluginsChanged, { pluginId, state }, { subject: pluginId }),
          ),
        );
        await onChange();
        scope.use(await watchFolder({ dir, onChange, onError }));
      },
    });
  },
});
