import { resolve } from "node:path";
import type { BundledPackage } from "./built-half.ts";
import { readVersion } from "./find-package.ts";

/**
 * The third-party packages that `files`, the modules of a build, came from; by name. Those of the platform are none, whether
 * they were installed or linked.
 */
export function bundledPackages(files: readonly string[]): BundledPackage[] {
  const folders = new Set(files.flatMap((file) => packageFolder.exec(resolve(file))?.[0] ?? []));
  return [...folders]
    .map((folder) => ({ name: packageNameOf(folder) ?? folder, version: readVersion(folder), folder }))
    .filter(({ name }) => !name.startsWith("@checkstack/"))
    .toSorted((a, b) => (`${a.name}@${a.version}` < `${b.name}@${b.version}` ? -1 : 1));
}

/** The package that a file belongs to, by the last `node_modules` of its path. */
export const packageNameOf = (file: string): string | undefined => packageFolder.exec(file)?.[1];

const packageFolder = /^.*\/node_modules\/((?:@[^/]+\/)?[^/]+)/;
