import { join } from "node:path";
import type { PackedPlugin } from "@checkstack/common";
import { unmetRanges, type HostVersions } from "@checkstack/plugin-package-node";
import { importPlugin } from "../kernel/import-plugin.ts";
import { purgeModules } from "../kernel/module-cache.ts";
import type { PluginSource } from "../kernel/plugin-source.ts";
import type { PackageVersion, PluginFiles } from "./plugin-files.ts";
import type { StoredVersion } from "./stored-package.ts";

export interface PackageSourcesOptions {
  readonly version: PackageVersion & Pick<StoredVersion, "runs">;
  readonly files: Pick<PluginFiles, "folderOf">;
  /** Makes sure that the files are unpacked, and as they were packed. */
  readonly ensureFiles: () => Promise<void>;
  /** Of what the platform gives to plugins; it may have been another when the package was installed. */
  readonly hostVersions: HostVersions;
  /** Decides where the code runs; as it is, in this process. */
  readonly place: (source: PluginSource) => PluginSource;
}

/** The back-end plugins of an installed package. Nothing is read before one is loaded; then all files are made sure of first. */
export function packageSources(options: PackageSourcesOptions): readonly PluginSource[] {
  const { version, place } = options;
  const directory = options.files.folderOf(version);
  const prepare = together(async () => {
    const unmet = unmetRanges(version.manifest.peerDependencies, options.hostVersions);
    if (unmet.length > 0) throw new Error(`it does not fit this platform: ${unmet.join(" ")}`);
    await options.ensureFiles();
  });
  const prepareHere = together(async () => {
    await prepare();
    purgeModules(directory);
  });

  return version.manifest.plugins.flatMap(({ pluginId, backend }) =>
    backend ? place(sourceOf(pluginId, backend)) : [],
  );

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
      staysApart: version.runs === "isolated",
      schemaName: `plugin_${pluginId}-backend`,
      ...(migrations !== undefined && { migrationsFolder: join(directory, migrations) }),
      prepare,
      async load() {
        await prepareHere();
        return importPlugin(entry, pluginId);
      },
      // Once nothing refers to the plugin any more, its code can be collected.
      unload: async () => purgeModules(directory),
    };
  }
}

/** The plugins of a package are loaded together: what is asked for while it is being done is done once. */
function together(work: () => Promise<void>): () => Promise<void> {
  let running: Promise<void> | undefined;
  return () => (running ??= work().finally(() => (running = undefined)));
}
