import type { FrontendModule } from "@checkstack/pluginmanager-common";
import type { InstalledPlugin } from "./plugin-folder.ts";

/** Front ends that were put into the folder of plugins by hand. */
export const folderModules = (plugins: readonly InstalledPlugin[]): FrontendModule[] => plugins.map(moduleOf);

function moduleOf({ pluginId, version, frontend: { entry, stylesheet } }: InstalledPlugin): FrontendModule {
  const base = `/plugins/${pluginId}@${version}`;
  return {
    pluginId,
    version,
    entry: `${base}/${entry}`,
    ...(stylesheet !== undefined && { stylesheet: `${base}/${stylesheet}` }),
  };
}
