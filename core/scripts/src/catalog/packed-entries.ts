import { createHash } from "node:crypto";
import { basename, relative, resolve } from "node:path";
import {
  PackageRefusedError,
  readPackage,
  type CatalogIndexEntry,
  type CatalogVersionSource,
  type PluginPackage,
} from "@checkstack/plugin-package-node";
import { Refusal } from "../pack/refusal.ts";
import type { CatalogSource } from "./catalog-source.ts";

type Described = CatalogSource["entries"][number];

/** The entry of a package out of its packed files, which are read as the platform reads them. */
export async function packedEntry(described: Described, folder: string): Promise<CatalogIndexEntry> {
  const files = await Promise.all(
    described.packed.map(async (path) => ({ path, read: await readPacked(resolve(folder, path)) })),
  );
  const newest = files.toSorted((a, b) => Bun.semver.order(b.read.manifest.version, a.read.manifest.version))[0]?.read;
  if (!newest) throw new Refusal(["an entry has no packed file"]);
  const { name, description, license, homepage, checkstack } = newest.manifest;
  const strangers = files.filter(({ read }) => read.manifest.name !== name).map(({ path }) => path);
  if (strangers.length > 0) throw new Refusal(strangers.map((path) => `${path} is of another package than ${name}`));
  return {
    package: name,
    displayName: described.displayName ?? checkstack.plugins[0]?.displayName ?? name,
    description: described.description ?? description ?? "",
    categories: described.categories,
    publisher: { name: described.publisher, ...keyOf(files) },
    ...(homepage !== undefined && { homepage }),
    ...(license !== undefined && { license }),
    screenshots: await Promise.all(
      described.screenshots.map(async ({ path, alt }) => ({
        path,
        alt,
        sha256: await sha256Of(resolve(folder, path)),
      })),
    ),
    pluginIds: checkstack.plugins.map(({ pluginId }) => pluginId),
    builtIn: false,
    versions: files.map(({ path, read }) => ({
      version: read.manifest.version,
      peerDependencies: read.manifest.peerDependencies,
      sha256: read.sha256,
      source: sourceOf(described, read, relative(folder, resolve(folder, path))),
    })),
  };
}

async function readPacked(file: string): Promise<PluginPackage> {
  try {
    const read = await readPackage(await Bun.file(file).bytes());
    if (read.signature.state === "invalid") throw new Refusal([`${file}: ${read.signature.reason}`]);
    return read;
  } catch (error) {
    if (!(error instanceof PackageRefusedError)) throw error;
    throw new Refusal(
      error.reasons.map((reason) => `${file}: ${reason}`),
      { cause: error },
    );
  }
}

/** The key that signed all of them. Where one did not, the catalog promises nothing of who signed. */
function keyOf(files: readonly { readonly read: PluginPackage }[]): { publicKey?: string } {
  const keys = new Set(
    files.map(({ read }) => (read.signature.state === "signed" ? read.signature.publicKey : undefined)),
  );
  const [publicKey] = keys;
  return keys.size === 1 && publicKey !== undefined ? { publicKey } : {};
}

function sourceOf({ from }: Described, { manifest }: PluginPackage, path: string): CatalogVersionSource {
  switch (from.type) {
    case "npm":
      return { type: "npm", package: manifest.name, ...(from.registry !== undefined && { registry: from.registry }) };
    case "github": {
      const { repository, tagPrefix, apiUrl } = from;
      const asset = basename(path);
      return {
        type: "github",
        repository,
        tag: `${tagPrefix}${manifest.version}`,
        asset,
        ...(apiUrl !== undefined && { apiUrl }),
      };
    }
    case "file":
      return { type: "file", path: path.replaceAll("\\", "/") };
  }
}

const sha256Of = async (file: string): Promise<string> =>
  createHash("sha256")
    .update(await Bun.file(file).bytes())
    .digest("hex");
