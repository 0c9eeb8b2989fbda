import { join } from "node:path";
import type { PackedPlugin } from "@checkstack/common";
import { unmetRanges, type HostVersions } from "@checkstack/plugin-package-node";
import { importPlugin } from "../kernel/import-plugin.ts";
import { purgeModules } from "../kernel/module-cache.ts";
import type { PluginSource } from "../kernel/plugin-source.ts";
import type { PackageVersion, PluginFiles } from "./plugin-files.ts";

export interface PackageSourcesOptions {
  readonly version: PackageVersion;
  readonly files: PluginFiles;
  /** Makes sure that the files are unpacked. */
  readonly provide: () => Promise<void>;
  /** Of what the platform gives to plugins; it may have been another when the package was installed. */
  readonly hostVersions: HostVersions;
  /** Decides where the code runs: as it is, in this process. */
  readonly place: (source: PluginSource) => PluginSource;
}

/** The back-end plugins of an installed package. Nothing is read before one is loaded; then all files are checked first. */
export function packageSources(options: PackageSourcesOptions): readonly PluginSource[] {
  const { version, files, place } = options;
  const directory = files.folderOf(version);
  let ready: Promise<void> | undefined;

  return version.manifest.plugins.flatMap(({ pluginId, backend }) => {
    if (!backend) return [];
    const placed = place(sourceOf(pluginId, backend));
    return {
      ...placed,
      async load() {
        // The plugins of a package are loaded together.
        ready ??= prepare().finally(() => (ready = undefined));
        await ready;
        return placed.load();
      },
    };
  });

  async function prepare(): Promise<void> {
    const unmet = unmetRanges(version.manifest.peerDependencies, options.hostVersions);
    if (unmet.length > 0) throw new Error(`it does not fit this platform: ${unmet.join(" ")}`);
    await options.provide();
    await files.verify(version);
    purgeModules(directory);
  }

  function sourceOf(pluginId: string, backend: NonNullable<PackedPlugin["backend"]>): PluginSource {
    const { name, migrations } = backend;
    const entry = join(directory, backend.entry);
    return {
      pluginId,
      packageName: name,
      version: version.manifest.version,
      directory,
      entry,
      calls: backend.calls,
      isEssential: false,
      schemaName: `plugin_${pluginId}-backend`,
      ...(migrations !== undefined && { migrationsFolder: join(directory, migrations) }),
      load: () => importPlugin(entry, pluginId),
      // Once nothing refers to the plugin any more, its code can be collected.
      unload: async () => purgeModules(directory),
    };
  }
}
