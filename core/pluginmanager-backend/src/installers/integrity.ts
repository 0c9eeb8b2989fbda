import { createHash } from "node:crypto";

const STRENGTHS = ["sha512", "sha384", "sha256"];

/**
 * Why bytes are not those that a registry announced, or `undefined`. Of several hashes the strongest decides (Subresource
 * Integrity, section 3.3.4); SHA-1 only where there is no other.
 */
export function integrityProblem(
  bytes: Uint8Array,
  { integrity, shasum }: { integrity?: string | undefined; shasum?: string | undefined },
): string | undefined {
  const announced = (integrity ?? "").split(/\s+/).map((hash) => hash.split("-", 2));
  for (const algorithm of STRENGTHS) {
    const values = announced.filter(([name]) => name === algorithm).map(([, value]) => value?.split("?")[0]);
    if (values.length === 0) continue;
    const found = createHash(algorithm).update(bytes).digest("base64");
    return values.includes(found) ? undefined : `its ${algorithm.toUpperCase()} is not the one that was announced`;
  }
  if (shasum === undefined) return "no hash was announced for it";
  return createHash("sha1").update(bytes).digest("hex") === shasum.toLowerCase()
    ? undefined
    : "its SHA-1 is not the one that was announced";
}
