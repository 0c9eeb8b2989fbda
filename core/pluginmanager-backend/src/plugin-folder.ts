import { readdir, stat } from "node:fs/promises";
import { join } from "node:path";
import type { Logger } from "@checkstack/backend-api";
import { manifestSchema, type Manifest } from "./manifest.ts";

/** A plugin in the folder of installed plugins, with the folder of its own. */
export interface InstalledPlugin extends Manifest {
  readonly dir: string;
}

/** The plugins in `<dataDir>/plugins/<id>@<version>/`. Reads a `plugin.json` again only when it was written again. */
export interface PluginFolder {
  /** Those that are sound, the newest version of each, by id. */
  list(): Promise<InstalledPlugin[]>;
  /** Any version, by the name of its folder; undefined when there is none or it is not sound. */
  find(folderName: string): Promise<InstalledPlugin | undefined>;
}

interface Known {
  readonly writtenAt: number;
  readonly size: number;
  readonly plugin: InstalledPlugin | undefined;
}

const FOLDER_NAME = /^[a-z][a-z0-9-]*@[\w.+-]+$/;

/** Makes the reader. A plugin that is not sound is logged once for each time it was written. */
export function createPluginFolder({ dir, logger }: { dir: string; logger: Logger }): PluginFolder {
  const known = new Map<string, Known>();

  async function find(folderName: string): Promise<InstalledPlugin | undefined> {
    if (!FOLDER_NAME.test(folderName)) return undefined;
    const file = join(dir, folderName, "plugin.json");
    const written = await stat(file).catch(() => undefined);
    if (!written?.isFile()) return void known.delete(folderName);
    const last = known.get(folderName);
    const same = last?.writtenAt === written.mtimeMs && last.size === written.size;
    if (same && last.plugin) return last.plugin;
    const plugin = await read(folderName, { file, log: !same });
    known.set(folderName, { writtenAt: written.mtimeMs, size: written.size, plugin });
    return plugin;
  }

  /** What is not sound is read at every look: its files may be on their way. */
  async function read(
    folderName: string,
    { file, log }: { file: string; log: boolean },
  ): Promise<InstalledPlugin | undefined> {
    try {
      const manifest = manifestSchema.parse(await Bun.file(file).json());
      const named = `${manifest.pluginId}@${manifest.version}`;
      if (named !== folderName) throw new Error(`it says that it is ${named}`);
      await assertFiles(join(dir, folderName), manifest);
      return { ...manifest, dir: join(dir, folderName) };
    } catch (error) {
      const what = `plugin "${folderName}" is left out: its plugin.json is not sound; correct it or install it again`;
      if (log) logger.warn(what, { error });
      return undefined;
    }
  }

  return {
    find,
    async list() {
      const names = await readdir(dir).catch(() => []);
      const found = (await Promise.all(names.map(find))).filter((plugin) => plugin !== undefined);
      const versions = Map.groupBy(found, (plugin) => plugin.pluginId);
      return [...versions.values()].flatMap(newestOf).toSorted((a, b) => (a.pluginId < b.pluginId ? -1 : 1));
    },
  };
}

async function assertFiles(dir: string, { frontend }: Manifest): Promise<void> {
  for (const name of [frontend.entry, frontend.stylesheet]) {
    if (name !== undefined && !(await Bun.file(join(dir, name)).exists())) throw new Error(`it has no file ${name}`);
  }
}

const newestOf = (versions: readonly InstalledPlugin[]): InstalledPlugin[] =>
  versions.toSorted((a, b) => Bun.semver.order(b.version, a.version)).slice(0, 1);
