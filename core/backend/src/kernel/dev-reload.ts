import { watch } from "node:fs";
import { readFile, realpath } from "node:fs/promises";
import { basename, join } from "node:path";
import type { Logger } from "@checkstack/backend-api";
import * as z from "zod";
import type { Kernel } from "./kernel.ts";
import { purgeModules } from "./module-cache.ts";
import type { PluginSource } from "./plugin-source.ts";

/** Editors write a file in several steps; all of them within this time are one edit. */
const SETTLE_MS = 40;

/**
 * Watches the sources of plugins and of the packages they share, and replaces the plugins that an edit concerns.
 * The process goes on; the packages of the core itself need a restart.
 */
export async function watchPlugins(options: {
  sources: readonly PluginSource[];
  kernel: Kernel;
  logger: Logger;
  signal: AbortSignal;
}): Promise<void> {
  const { sources, kernel, logger, signal } = options;
  const needs = new Map<string, Set<string>>();
  for (const { directory } of sources) await findShared(directory, needs);
  for (const directory of needs.keys()) {
    const affected = [...needs]
      .filter(([user, used]) => user === directory || used.has(directory))
      .map(([user]) => user);
    const reload = async (): Promise<void> => {
      const begun = performance.now();
      for (const stale of affected) purgeModules(stale);
      // As they run now: some elsewhere, some in a process of their own.
      const plugins = sources.flatMap(({ directory: folder, pluginId }) =>
        affected.includes(folder) ? (kernel.sourceOf(pluginId) ?? []) : [],
      );
      if (plugins.length === 0) return;
      for (const source of plugins) await kernel.replace(source);
      const names = plugins.map(({ pluginId }) => pluginId).join(", ");
      logger.info(`${basename(directory)} changed: replaced ${names} in ${Math.round(performance.now() - begun)} ms`);
    };
    let timer: ReturnType<typeof setTimeout> | undefined;
    watch(join(directory, "src"), { recursive: true, signal }, (_event, file) => {
      if (!file || /\.test\.tsx?$/.test(file)) return;
      clearTimeout(timer);
      timer = setTimeout(() => void reload(), SETTLE_MS);
    });
  }
}

/** Adds to `needs`, for a package and for each shared one below it, the folders of the shared packages it is built on. */
async function findShared(directory: string, needs: Map<string, Set<string>>): Promise<ReadonlySet<string>> {
  const known = needs.get(directory);
  if (known) return known;
  const found = new Set<string>();
  needs.set(directory, found);
  for (const name of await sharedDependenciesOf(directory)) {
    const folder = await realpath(join(directory, "node_modules", name)).catch(() => undefined);
    // Declared and not installed: the plugin's own import says so. From a registry: nobody edits it.
    if (folder === undefined || folder.includes("/node_modules/")) continue;
    found.add(folder);
    for (const deeper of await findShared(folder, needs)) found.add(deeper);
  }
  return found;
}

const manifestSchema = z.object({ dependencies: z.record(z.string(), z.string()).default({}) });

/** Packages that belong to one plugin or a few, and so can be exchanged with them. */
const sharedDependenciesOf = async (directory: string): Promise<string[]> => {
  const manifest = manifestSchema.parse(JSON.parse(await readFile(join(directory, "package.json"), "utf8")));
  return Object.keys(manifest.dependencies).filter((name) => /-(common|node)$/.test(name));
};
