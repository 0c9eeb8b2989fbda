import type { PackageManifest } from "./manifest/package-manifest.ts";

/** A packed plugin that was read: sound in form, which says nothing of what its code does. */
export interface PluginPackage {
  /** Of the packed bytes, in hexadecimal. */
  readonly sha256: string;
  /** Bytes as packed. */
  readonly size: number;
  /** Bytes of all files. */
  readonly unpackedSize: number;
  readonly manifest: PackageManifest;
  /** Every file by its path in the package: `weather-backend/index.js`, `package.json`. */
  readonly files: ReadonlyMap<string, Uint8Array>;
  readonly signature: PackageSignature;
}

/** Whether a package is what the holder of a key signed. Whether that key is trusted is for others to say. */
export type PackageSignature =
  | { readonly state: "unsigned" }
  | { readonly state: "signed"; readonly keyId: string; /** 32 bytes in base64. */ readonly publicKey: string }
  | { readonly state: "invalid"; readonly reason: string };

/** A package breaks rules. `reasons` has one sentence for each, with the field or file that it is about. */
export class PackageRefusedError extends Error {
  override readonly name = "PackageRefusedError";
  readonly reasons: readonly string[];

  constructor(reasons: readonly string[], options?: ErrorOptions) {
    super(reasons.join(" "), options);
    this.reasons = reasons;
  }
}
