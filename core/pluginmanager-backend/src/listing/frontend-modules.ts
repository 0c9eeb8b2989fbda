import type { InstalledPackage } from "@checkstack/backend-api";
import type { FrontendModule } from "@checkstack/pluginmanager-common";

/** The front ends of enabled packages, with the hashes by which a browser knows them (Subresource Integrity). */
export const frontendModules = (installed: readonly InstalledPackage[]): FrontendModule[] =>
  installed.filter(({ state }) => state === "enabled").flatMap(modulesOf);

function modulesOf({ manifest: { version, plugins, files } }: InstalledPackage): FrontendModule[] {
  return plugins.flatMap(({ pluginId, frontend }) => {
    if (!frontend) return [];
    const { entry, stylesheet } = frontend;
    const base = `/plugins/${pluginId}@${version}`;
    const integrity = files[entry];
    const stylesheetIntegrity = stylesheet === undefined ? undefined : files[stylesheet];
    return {
      pluginId,
      version,
      entry: `${base}/${entry}`,
      ...(integrity !== undefined && { integrity }),
      ...(stylesheet !== undefined && { stylesheet: `${base}/${stylesheet}` }),
      ...(stylesheetIntegrity !== undefined && { stylesheetIntegrity }),
      chunks: Object.entries(files)
        .filter(([path]) => path !== entry && path.startsWith(folderOf(entry)) && /\.m?js$/.test(path))
        .map(([path, hash]) => ({ url: `${base}/${path}`, integrity: hash })),
    };
  });
}

const folderOf = (path: string): string => path.slice(0, path.lastIndexOf("/") + 1);
