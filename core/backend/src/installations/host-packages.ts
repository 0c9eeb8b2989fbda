import { existsSync } from "node:fs";
import { mkdir, readlink, realpath, rename, symlink } from "node:fs/promises";
import { dirname, join } from "node:path";
import { HOST_PACKAGES } from "@checkstack/plugin-package-node";
import * as z from "zod";

/**
 * Makes `<dir>/node_modules`, in which the folders below `dir` find the packages that the platform gives to plugins: links
 * to its own copies, so that each of them exists once in the process.
 */
export async function linkHostPackages(dir: string): Promise<void> {
  await Promise.all(HOST_PACKAGES.backend.map((name) => link(name, join(dir, "node_modules", name))));
}

/** Versions of what the platform gives, by name; both halves. */
export async function hostVersions(): Promise<Readonly<Record<string, string>>> {
  const names = [...HOST_PACKAGES.backend, ...HOST_PACKAGES.frontend];
  const versions = await Promise.all(
    names.map(async (name) => {
      const manifest: unknown = await Bun.file(join(await folderOf(name), "package.json")).json();
      return [name, versionSchema.parse(manifest).version] as const;
    }),
  );
  return Object.fromEntries(versions);
}

const versionSchema = z.object({ version: z.string() });

/** Replaced as a whole, for another process may resolve through it right now. */
async function link(name: string, path: string): Promise<void> {
  const target = await folderOf(name);
  if ((await readlink(path).catch(() => undefined)) === target) return;
  await mkdir(dirname(path), { recursive: true });
  const made = `${path}.${Bun.randomUUIDv7()}`;
  await symlink(target, made, "junction");
  await rename(made, path);
}

const OWN_PACKAGE = join(import.meta.dir, "../..");

/** The platform's copy: what this package or the shell depends on, or another package of the platform beside it. */
async function folderOf(name: string): Promise<string> {
  const beside = join(OWN_PACKAGE, "..", name.replace(/^@checkstack\//, ""));
  const shell = join(OWN_PACKAGE, "../frontend");
  const places = [join(OWN_PACKAGE, "node_modules", name), beside, join(shell, "node_modules", name)];
  const found = places.find((place) => existsSync(join(place, "package.json")));
  if (found !== undefined) return realpath(found);
  throw new Error(
    `the package "${name}", which plugins are written against, is not installed; run the installation again`,
  );
}
