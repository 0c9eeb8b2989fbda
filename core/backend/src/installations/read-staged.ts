import { InstallationError, type InstalledManifest, type StagedPackage } from "@checkstack/backend-api";
import { PackageRefusedError, readPackage, type PackageManifest } from "@checkstack/plugin-package-node";

/** Reads a packed file as the platform keeps it. Throws `InstallationError` for one that breaks a rule. */
export async function readStaged(bytes: Uint8Array): Promise<StagedPackage> {
  const { sha256, size, manifest, signature } = await readPackage(bytes).catch((error: unknown) => {
    if (error instanceof PackageRefusedError) throw refused(error.reasons, error);
    throw error;
  });
  if (signature.state === "invalid") throw refused([signature.reason]);
  const staged = { sha256, size, manifest: keptOf(manifest) };
  if (signature.state === "unsigned") return staged;
  return { ...staged, signer: { keyId: signature.keyId, publicKey: signature.publicKey } };
}

const refused = (reasons: readonly string[], cause?: unknown): InstallationError =>
  new InstallationError(reasons.join(" "), { code: "PACKAGE_REFUSED", reasons }, { cause });

const keptOf = ({
  name,
  version,
  description,
  author,
  license,
  homepage,
  peerDependencies,
  checkstack,
}: PackageManifest): InstalledManifest => ({
  name,
  version,
  description,
  author,
  license,
  homepage,
  peerDependencies,
  plugins: checkstack.plugins,
  files: checkstack.files,
});
