import { existsSync, realpathSync } from "node:fs";
import { dirname, join } from "node:path";
import * as z from "zod";
import { readJson } from "./workspace.ts";

/** An installed package, as code in one of `folders` finds it, or code of what those folders have installed. */
export function findPackage(name: string, folders: readonly string[]): InstalledPackage | undefined {
  for (const folder of folders) {
    const found = lookUpwards(name, folder);
    if (found !== undefined) return { folder: found, version: readVersion(found) };
  }
  return undefined;
}

export interface InstalledPackage {
  /** Where it really is. */
  readonly folder: string;
  readonly version: string;
}

function lookUpwards(name: string, from: string): string | undefined {
  for (let at = from; ; at = dirname(at)) {
    const candidate = join(at, "node_modules", name);
    if (existsSync(candidate)) return realpathSync(candidate);
    if (dirname(at) === at) return undefined;
  }
}

/** The version in a folder's package.json. */
export const readVersion = (folder: string): string =>
  z.object({ version: z.string() }).parse(readJson(join(folder, "package.json"))).version;
