import { sign, verify } from "node:crypto";
import * as z from "zod";
import { keyIdOf, keyObject, type SigningKey } from "./keys.ts";

/** What a signature beside a file says. */
export const detachedSignatureSchema = z.object({
  keyId: z.string(),
  publicKey: z.string().max(100),
  /** 64 bytes in base64. */
  signature: z.string().max(100),
});
export type DetachedSignature = z.infer<typeof detachedSignatureSchema>;

/** Signs bytes with Ed25519 (RFC 8032). */
export const signBytes = (bytes: Uint8Array, { keyId, publicKey, privateKey }: SigningKey): DetachedSignature => ({
  keyId,
  publicKey,
  signature: sign(null, bytes, privateKey).toString("base64"),
});

/** Why a signature is not one of its key over these bytes; `undefined` when it is. */
export function signatureProblem(
  bytes: Uint8Array,
  { keyId, publicKey, signature }: DetachedSignature,
): string | undefined {
  const key = keyObject(publicKey);
  if (!key) return "its public key is not an Ed25519 key";
  if (keyIdOf(publicKey) !== keyId)
    return `its key id is ${JSON.stringify(keyId.slice(0, 40))}, which is not that of its public key`;
  return verify(null, bytes, key, Buffer.from(signature, "base64"))
    ? undefined
    : "the bytes are not those that were signed";
}
