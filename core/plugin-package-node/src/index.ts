export { MAX_PACKED_BYTES } from "./archive/limits.ts";
export {
  CATALOG_FORMAT,
  catalogIndexSchema,
  type CatalogIndex,
  type CatalogIndexEntry,
  type CatalogVersionSource,
} from "./catalog/catalog-index.ts";
export { compatibilityOf, unmetRanges, type Compatibility, type HostVersions } from "./manifest/compatibility.ts";
export { fileHash, MANIFEST_FILE, SIGNATURE_FILE } from "./manifest/content-problems.ts";
export { FRONTEND_MODULES, HOST_PACKAGES } from "./manifest/host-packages.ts";
export { PACKAGE_FORMAT, packageManifestSchema, type PackageManifest } from "./manifest/package-manifest.ts";
export { PackageRefusedError, type PackageSignature, type PluginPackage } from "./plugin-package.ts";
export { readPackage } from "./read-package.ts";
export {
  detachedSignatureSchema,
  signatureProblem,
  signBytes,
  type DetachedSignature,
} from "./signature/detached-signature.ts";
export { generateKeyPair, keyIdOf, parsePublicKey, signingKeyOf, type SigningKey } from "./signature/keys.ts";
export { packPackage, type PackedPackage, type PackOptions } from "./writing/pack-package.ts";
