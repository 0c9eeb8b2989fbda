import { watch } from "node:fs";
import { readFile } from "node:fs/promises";
import { basename, dirname, join } from "node:path";
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
  const users = await packageUsers(sources);
  for (const [directory, plugins] of users) {
    const reload = async (): Promise<void> => {
      const begun = performance.now();
      purgeModules(directory);
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

/** For the folder of each plugin, and of each shared package beside it, the plugins that import it. */
async function packageUsers(sources: readonly PluginSource[]): Promise<Map<string, PluginSource[]>> {
  const users = new Map<string, PluginSource[]>();
  for (const source of sources) {
    const shared = [...(await dependenciesOf(source.directory))].filter((name) => /-(common|node)$/.test(name));
    const core = join(dirname(dirname(source.directory)), "core");
    for (const directory of [source.directory, ...shared.map((name) => join(core, name.replace(/^@[^/]+\//, "")))]) {
      users.set(directory, [...(users.get(directory) ?? []), source]);
    }
  }
  return users;
}

const manifestSchema = z.object({ dependencies: z.record(z.string(), z.string()).default({}) });

const dependenciesOf = async (directory: string): Promise<Set<string>> => {
  const manifest = manifestSchema.parse(JSON.parse(await readFile(join(directory, "package.json"), "utf8")));
  return new Set(Object.keys(manifest.dependencies).filter((name) => name.startsWith("@checkstack/")));
};
