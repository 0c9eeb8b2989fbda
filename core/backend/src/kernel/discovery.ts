import { existsSync } from "node:fs";
import { readdir, readFile } from "node:fs/promises";
import { join } from "node:path";
import { isPluginId } from "@checkstack/common";
import { closestMatch } from "leven";
import * as z from "zod";
import { SettingsError } from "../settings.ts";
import { importPlugin } from "./import-plugin.ts";
import { purgeModules } from "./module-cache.ts";
import type { PluginSource } from "./plugin-source.ts";

const manifestSchema = z.object({
  name: z.string(),
  version: z.string(),
  exports: z.object({ ".": z.string() }),
  checkstack: z.object({
    type: z.literal("backend"),
    pluginId: z.string().refine(isPluginId, "is not a plugin id"),
    essential: z.boolean().default(false),
    calls: z.array(z.string()).default([]),
    everywhere: z.boolean().default(false),
  }),
});

/** Finds the back-end plugins among the packages of `folders`, such as `core` and `plugins`. Runs none of their code. */
export async function discoverPlugins(folders: readonly string[]): Promise<PluginSource[]> {
  const directories = await Promise.all(folders.map(packagesIn));
  const sources = await Promise.all(directories.flat().map(readSource));
  return sources.filter((source) => source !== undefined).toSorted((a, b) => a.pluginId.localeCompare(b.pluginId));
}

/** Reads the back-end plugins in `directories`, such as one that is being written elsewhere. Throws `SettingsError` for others. */
export const readPlugins = (directories: readonly string[]): Promise<PluginSource[]> =>
  Promise.all(
    directories.map(async (directory) => {
      const source = await readSource(directory);
      if (source) return source;
      throw new SettingsError(`--dev-plugin names ${directory}, which has no package.json of a back-end plugin`);
    }),
  );

/** Keeps the plugins that `patterns` name: `catalog-backend`, `healthcheck-*`, `!satellite-*`. */
export const selectPlugins = (sources: readonly PluginSource[], patterns: readonly string[]): PluginSource[] =>
  sources.filter((source) => isPlaced(source, patterns));

/** Says whether `patterns` name a plugin, or every process needs it and they do not exclude it. */
export const isPlaced = (
  { packageName, isEverywhere = false }: Pick<PluginSource, "packageName" | "isEverywhere">,
  patterns: readonly string[],
): boolean => (isEverywhere ? !isExcluded(packageName, patterns) : isSelected(packageName, patterns));

/** Says whether `patterns` name a package. No pattern means all. */
export function isSelected(packageName: string, patterns: readonly string[]): boolean {
  const wanted = patterns.filter((pattern) => !isExclusion(pattern));
  const isWanted = wanted.length === 0 || wanted.some((pattern) => matches(pattern)(shortName(packageName)));
  return isWanted && !isExcluded(packageName, patterns);
}

/** Says whether `patterns` exclude a package: `!satellite-*`. */
export const isExcluded = (packageName: string, patterns: readonly string[]): boolean =>
  patterns.some((pattern) => isExclusion(pattern) && matches(pattern.slice(1))(shortName(packageName)));

const isExclusion = (pattern: string): boolean => pattern.startsWith("!");

/** Throws `SettingsError` for a pattern that names none of these packages, be they built in or installed. */
export function assertNamed(packageNames: readonly string[], patterns: readonly string[]): void {
  const names = packageNames.map(shortName);
  for (const pattern of patterns) {
    if (names.some(matches(pattern.replace(/^!/, "")))) continue;
    const nearest = closestMatch(pattern.replace(/^!/, ""), names);
    throw new SettingsError(
      `--plugins names "${pattern}", which no plugin is called; the nearest is "${nearest}", and there are ${names.join(", ")}`,
    );
  }
}

const matches = (pattern: string) => {
  const glob = new Bun.Glob(pattern);
  return (name: string): boolean => glob.match(name);
};

async function packagesIn(folder: string): Promise<string[]> {
  const entries = await readdir(folder, { withFileTypes: true }).catch(() => []);
  return entries.filter((entry) => entry.isDirectory()).map((entry) => join(folder, entry.name));
}

async function readSource(directory: string): Promise<PluginSource | undefined> {
  const text = await readFile(join(directory, "package.json"), "utf8").catch(() => undefined);
  const parsed = manifestSchema.safeParse(text === undefined ? undefined : parseJson(text));
  if (!parsed.success) return undefined;
  const { name, version, exports, checkstack } = parsed.data;
  const migrations = join(directory, "drizzle");
  return {
    pluginId: checkstack.pluginId,
    packageName: name,
    version,
    directory,
    entry: join(directory, exports["."]),
    calls: checkstack.calls,
    isEssential: checkstack.essential,
    isEverywhere: checkstack.everywhere,
    schemaName: `plugin_${shortName(name)}`,
    ...(existsSync(migrations) && { migrationsFolder: migrations }),
    async load() {
      purgeModules(directory);
      return importPlugin(join(directory, exports["."]), checkstack.pluginId);
    },
  };
}

const shortName = (packageName: string): string => packageName.replace(/^@[^/]+\//, "");

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}
