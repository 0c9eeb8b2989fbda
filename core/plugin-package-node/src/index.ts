export { HOST_PACKAGES } from "./host-packages.ts";
export { PACKAGE_FORMAT, packageManifestSchema, type PackageManifest } from "./package-manifest.ts";
export { PackageRefusedError, type PackageSignature, type PluginPackage } from "./plugin-package.ts";
