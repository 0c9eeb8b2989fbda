import { mkdir, readFile, rename, writeFile } from "node:fs/promises";
import { join } from "node:path";
import type { PluginPlace } from "@checkstack/backend-api";
import * as z from "zod";
import { errorSentence } from "../kernel/error-text.ts";
import { StartupError } from "../startup-error.ts";

/** Which plugins somebody moved into processes of their own, on this machine: what fits one need not fit another. */
export interface MovedPlugins {
  has(pluginId: string): boolean;
  /** Keeps a choice for the next start. */
  keep(pluginId: string, place: PluginPlace["place"]): Promise<void>;
}

const FILE = "moved-plugins.json";
const idsSchema = z.array(z.string());

/** Reads `moved-plugins.json` of the data folder, whose processes share it. Rejects with `StartupError`. */
export async function openMovedPlugins(dataDir: string): Promise<MovedPlugins> {
  const file = join(dataDir, FILE);
  let moved = await read(file);
  let turn: Promise<unknown> = Promise.resolve();

  async function write(pluginId: string, place: PluginPlace["place"]): Promise<void> {
    // Another process may have moved another one.
    const ids = new Set(await read(file));
    if (place === "own-process") ids.add(pluginId);
    else ids.delete(pluginId);
    await mkdir(dataDir, { recursive: true });
    const draft = `${file}.${Bun.randomUUIDv7()}`;
    await writeFile(draft, `${JSON.stringify([...ids].toSorted())}\n`);
    await rename(draft, file);
    moved = ids;
  }

  return {
    has: (pluginId) => moved.has(pluginId),
    keep(pluginId, place) {
      const writing = turn.then(() => write(pluginId, place));
      turn = writing.catch(() => {});
      return writing;
    },
  };
}

async function read(file: string): Promise<ReadonlySet<string>> {
  if (!(await Bun.file(file).exists())) return new Set();
  try {
    return new Set(idsSchema.parse(JSON.parse(await readFile(file, "utf8"))));
  } catch (cause) {
    // To go on without would put plugins into this process that somebody wants out of it.
    throw new StartupError(
      `${file} cannot be read (${errorSentence(cause)}); put a list of plugin ids into it, such as ["catalog"], or remove it`,
      { cause },
    );
  }
}
