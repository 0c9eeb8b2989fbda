import { MANIFEST_FILE, SIGNATURE_FILE } from "../manifest/content-problems.ts";
import type { PackageSignature } from "../plugin-package.ts";
import { detachedSignatureSchema, signatureProblem } from "./detached-signature.ts";

/**
 * Whether a package is signed. The signature is of the exact bytes of package.json, which name the package, its version and
 * the hash of every file, so that it covers all of them.
 */
export function packageSignature(files: ReadonlyMap<string, Uint8Array>): PackageSignature {
  const file = files.get(SIGNATURE_FILE);
  if (!file) return { state: "unsigned" };
  const parsed = detachedSignatureSchema.safeParse(parseJson(file));
  if (!parsed.success) return { state: "invalid", reason: `${SIGNATURE_FILE} has not the form of a signature.` };
  const problem = signatureProblem(files.get(MANIFEST_FILE) ?? new Uint8Array(), parsed.data);
  if (problem !== undefined) return { state: "invalid", reason: `The signature is not valid: ${problem}.` };
  return { state: "signed", keyId: parsed.data.keyId, publicKey: parsed.data.publicKey };
}

function parseJson(bytes: Uint8Array): unknown {
  try {
    return JSON.parse(new TextDecoder().decode(bytes));
  } catch {
    return undefined;
  }
}
