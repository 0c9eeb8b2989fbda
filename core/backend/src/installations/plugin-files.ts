import { createHash } from "node:crypto";
import { mkdir, readdir, readFile, rename, rm, stat, writeFile } from "node:fs/promises";
import { dirname, join, relative, sep } from "node:path";
import type { InstalledManifest } from "@checkstack/backend-api";

/** The unpacked files of packages in the data folder: `<data folder>/plugins/acme-weather@1.2.0-<12 of the hash>/`. */
export interface PluginFiles {
  readonly dir: string;
  /** Where a version lies, or would. */
  folderOf(version: PackageVersion): string;
  has(version: PackageVersion): Promise<boolean>;
  /** Writes a version, unless it is there: nobody ever sees a part of it. */
  unpack(version: PackageVersion, files: ReadonlyMap<string, Uint8Array>): Promise<void>;
  remove(version: PackageVersion): Promise<void>;
  /** Throws `ModifiedError` unless exactly the files of the manifest are there, as they were packed. */
  verify(version: PackageVersion): Promise<void>;
  /** One file of the manifest. Throws `ModifiedError` when it is not as it was packed. */
  read(version: PackageVersion, path: string): Promise<Uint8Array | undefined>;
  /** Removes what belongs to none of these, once it has been there for an hour: another process may be at it. */
  keepOnly(versions: readonly PackageVersion[]): Promise<void>;
}

export interface PackageVersion {
  readonly sha256: string;
  readonly manifest: InstalledManifest;
}

/** The files of a plugin are not those that were installed. */
export class ModifiedError extends Error {
  override readonly name = "ModifiedError";
}

/** Written in place of the package's own, which is not needed any more: it says how its modules are to be read. */
const PACKAGE_JSON = new TextEncoder().encode('{ "type": "module" }\n');
const LEFT_OVER_MS = 60 * 60_000;

export function createPluginFiles(options: {
  dir: string;
  now: () => number;
  /** Called at the steps of an unpacking, for tests that end the process there. */
  failpoint?: (name: string) => void;
}): PluginFiles {
  const { dir, failpoint = () => {} } = options;
  const folderOf = ({ sha256, manifest }: PackageVersion): string =>
    join(dir, `${manifest.name.replace(/^@/, "").replaceAll("/", "-")}@${manifest.version}-${sha256.slice(0, 12)}`);

  const read: PluginFiles["read"] = async (version, path) => {
    const expected = version.manifest.files[path];
    if (expected === undefined) return undefined;
    const bytes = await readFile(join(folderOf(version), path)).catch(() => undefined);
    if (!bytes || hashOf(bytes) !== expected) throw modified(version.manifest, `the file ${path}`);
    return bytes;
  };

  return {
    dir,
    folderOf,
    read,
    has: (version) => isFolder(folderOf(version)),

    async unpack(version, files) {
      if (await isFolder(folderOf(version))) return;
      const incoming = join(dir, `.incoming-${Bun.randomUUIDv7()}`);
      try {
        await writeAll(incoming, wantedFiles(version.manifest, files));
        failpoint("unpack.written");
        await rename(incoming, folderOf(version));
        failpoint("unpack.renamed");
      } catch (error) {
        await rm(incoming, { recursive: true, force: true });
        // Another process on the same data folder may have been faster.
        if (!(await isFolder(folderOf(version)))) throw error;
      }
    },

    remove: (version) => removeFolder(folderOf(version)),

    async verify(version) {
      const folder = folderOf(version);
      const wanted = [...Object.keys(version.manifest.files), "package.json"];
      const unlisted = (await filesIn(folder)).find((path) => !wanted.includes(path));
      if (unlisted !== undefined) throw modified(version.manifest, `the file ${unlisted}, which is not part of it,`);
      const packageJson = await readFile(join(folder, "package.json")).catch(() => undefined);
      if (!packageJson || hashOf(packageJson) !== hashOf(PACKAGE_JSON))
        throw modified(version.manifest, "the file package.json");
      for (const path of Object.keys(version.manifest.files)) await read(version, path);
    },

    async keepOnly(versions) {
      const kept = new Set(versions.map(folderOf));
      const entries = await readdir(dir, { withFileTypes: true }).catch(() => []);
      const others = entries.filter((entry) => entry.isDirectory() && entry.name !== "node_modules");
      for (const folder of others.map((entry) => join(dir, entry.name)).filter((path) => !kept.has(path))) {
        const found = await stat(folder).catch(() => undefined);
        if (found && options.now() - found.mtimeMs > LEFT_OVER_MS) await removeFolder(folder);
      }
    },
  };

  /** Out of the way at once, so that nobody finds a part of it. */
  async function removeFolder(folder: string): Promise<void> {
    const leaving = join(dir, `.leaving-${Bun.randomUUIDv7()}`);
    const moved = await rename(folder, leaving).then(
      () => true,
      () => false,
    );
    if (moved) await rm(leaving, { recursive: true, force: true });
  }
}

const hashOf = (bytes: Uint8Array): string => `sha256-${createHash("sha256").update(bytes).digest("base64")}`;

const modified = ({ name, version }: InstalledManifest, what: string): ModifiedError =>
  new ModifiedError(
    `the files of ${name} ${version} are not those that were installed: ${what} was changed; install the package again, or go back to another version, to put them right`,
  );

const isFolder = async (path: string): Promise<boolean> =>
  (await stat(path).catch(() => undefined))?.isDirectory() ?? false;

/** What is listed, and checked, alone: the rest of the archive is for people. */
function wantedFiles(
  manifest: InstalledManifest,
  files: ReadonlyMap<string, Uint8Array>,
): ReadonlyMap<string, Uint8Array> {
  const wanted = new Map<string, Uint8Array>([["package.json", PACKAGE_JSON]]);
  for (const [path, expected] of Object.entries(manifest.files)) {
    const bytes = files.get(path);
    if (!bytes || hashOf(bytes) !== expected) throw modified(manifest, `the file ${path}`);
    wanted.set(path, bytes);
  }
  return wanted;
}

/** Nothing waits for the disk: what a power cut takes away is found when the files are compared, and unpacked again. */
async function writeAll(folder: string, files: ReadonlyMap<string, Uint8Array>): Promise<void> {
  for (const [path, bytes] of files) {
    const file = join(folder, path);
    await mkdir(dirname(file), { recursive: true });
    await writeFile(file, bytes, { flag: "wx" });
  }
}

/** Everything below a folder that is not a folder, links among it. */
async function filesIn(folder: string): Promise<string[]> {
  const entries = await readdir(folder, { withFileTypes: true, recursive: true }).catch(() => []);
  return entries
    .filter((entry) => !entry.isDirectory())
    .map((entry) => relative(folder, join(entry.parentPath, entry.name)).replaceAll(sep, "/"));
}
