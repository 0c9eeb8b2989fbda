import { implementContract, type PluginDirectory } from "@checkstack/backend-api";
import { pluginmanagerContract, type FrontendModule } from "@checkstack/pluginmanager-common";
import type { InstalledPlugin, PluginFolder } from "./plugin-folder.ts";
import { listPlugins } from "./plugin-list.ts";

/** Answers the plugin manager's contract. */
export function createPluginManagerRouter({ plugins, folder }: { plugins: PluginDirectory; folder: PluginFolder }) {
  const os = implementContract(pluginmanagerContract);
  return os.router({
    plugins: { list: os.plugins.list.handler(() => listPlugins(plugins)) },
    frontend: os.frontend.handler(async () => (await folder.list()).map(moduleOf)),
  });
}

function moduleOf({ pluginId, version, frontend: { entry, stylesheet } }: InstalledPlugin): FrontendModule {
  const base = `/plugins/${pluginId}@${version}`;
  return {
    pluginId,
    version,
    entry: `${base}/${entry}`,
    ...(stylesheet !== undefined && { stylesheet: `${base}/${stylesheet}` }),
  };
}
