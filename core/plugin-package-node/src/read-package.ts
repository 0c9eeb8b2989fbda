import { createHash } from "node:crypto";
import { MAX_PACKED_BYTES } from "./archive/limits.ts";
import { unpack } from "./archive/unpack.ts";
import { contentProblems, MANIFEST_FILE } from "./manifest/content-problems.ts";
import { ownCopies } from "./manifest/own-copies.ts";
import { readManifest } from "./manifest/read-manifest.ts";
import { PackageRefusedError, type PluginPackage } from "./plugin-package.ts";
import { packageSignature } from "./signature/package-signature.ts";

/**
 * Reads a packed plugin in memory: nothing is written, nothing of it runs, and nothing that it says is followed before it was
 * checked. Throws `PackageRefusedError` for whatever is not exactly a packed plugin; a signature that is not valid is a state of
 * what is returned, for pages to show and for `install` to refuse.
 */
export async function readPackage(packed: Uint8Array): Promise<PluginPackage> {
  if (packed.length > MAX_PACKED_BYTES) {
    throw new PackageRefusedError([`The package has ${packed.length} bytes; up to ${MAX_PACKED_BYTES} are taken.`]);
  }
  const files = await unpack(packed);
  const packageJson = files.get(MANIFEST_FILE);
  if (!packageJson) throw new PackageRefusedError(["The package has no package.json."]);
  if (packageJson.length > MAX_MANIFEST_BYTES) {
    throw new PackageRefusedError([`package.json has more than ${MAX_MANIFEST_BYTES} bytes.`]);
  }
  const manifest = readManifest(packageJson);
  const reasons = [
    ...contentProblems(manifest, files),
    ...manifest.checkstack.plugins.flatMap((plugin) => ownCopies(plugin, files)),
  ];
  if (reasons.length > 0) throw new PackageRefusedError(reasons);
  return {
    sha256: createHash("sha256").update(packed).digest("hex"),
    size: packed.length,
    unpackedSize: [...files.values()].reduce((sum, { length }) => sum + length, 0),
    manifest,
    files,
    signature: packageSignature(files),
  };
}

const MAX_MANIFEST_BYTES = 2_000_000;
