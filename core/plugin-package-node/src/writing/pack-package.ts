import { createHash } from "node:crypto";
import { gzipSync } from "node:zlib";
import { fileHash, MANIFEST_FILE, SIGNATURE_FILE } from "../manifest/content-problems.ts";
import { signBytes } from "../signature/detached-signature.ts";
import type { SigningKey } from "../signature/keys.ts";
import { writeTar } from "./write-tar.ts";

export interface PackOptions {
  /** By path within the package; without package.json and the signature. */
  readonly files: ReadonlyMap<string, Uint8Array>;
  /** Everything that package.json says but `checkstack.files`, which is made here. */
  readonly packageJson: {
    readonly name: string;
    readonly version: string;
    readonly checkstack: object;
    readonly [field: string]: unknown;
  };
  readonly key?: SigningKey | undefined;
}

export interface PackedPackage {
  readonly bytes: Uint8Array;
  /** Of `bytes`, in hexadecimal. */
  readonly sha256: string;
  /** `acme-weather-1.2.0.tgz`, as npm names it. */
  readonly fileName: string;
}

/** Writes a packed plugin: the same input gives the same bytes. Says nothing of whether it would be taken; `readPackage` does. */
export function packPackage({ files, packageJson, key }: PackOptions): PackedPackage {
  const sorted = [...files].toSorted(([a], [b]) => (a < b ? -1 : 1));
  const hashes = Object.fromEntries(sorted.map(([path, bytes]) => [path, fileHash(bytes)]));
  const manifest = jsonFile({ ...packageJson, checkstack: { ...packageJson.checkstack, files: hashes } });
  const entries: (readonly [string, Uint8Array])[] = [[MANIFEST_FILE, manifest]];
  if (key) entries.push([SIGNATURE_FILE, jsonFile(signBytes(manifest, key))]);
  entries.push(...sorted);
  const bytes = gzip(writeTar(entries.map(([path, content]) => [`package/${path}`, content])));
  return {
    bytes,
    sha256: createHash("sha256").update(bytes).digest("hex"),
    fileName: `${packageJson.name.replace(/^@/, "").replace("/", "-")}-${packageJson.version}.tgz`,
  };
}

const jsonFile = (data: object): Uint8Array => Buffer.from(`${JSON.stringify(data, null, 2)}\n`);

/** Without the byte that names the operating system (RFC 1952, section 2.3.1). */
function gzip(bytes: Uint8Array): Uint8Array {
  const packed = gzipSync(bytes, { level: 9 });
  packed[9] = 255;
  return packed;
}
