import type { PackageSignature } from "@checkstack/plugin-package-node";
import type { Consent, Policy, Publisher, Runs, Signature } from "@checkstack/pluginmanager-common";

/** A signature in the light of the keys that are trusted. */
export function judgeSignature(signature: PackageSignature, publishers: readonly Publisher[]): Signature {
  if (signature.state !== "signed") return signature;
  const { keyId, publicKey } = signature;
  const publisher = publishers.find((known) => known.publicKey === publicKey);
  return publisher ? { state: "known", keyId, publisher: publisher.name } : { state: "unknown", keyId, publicKey };
}

/** What the policy asks for before a package with this signature is installed. */
export function judgeByPolicy(signature: Signature, policy: Policy): { consents: Consent[]; refusals: string[] } {
  if (signature.state === "invalid") return { consents: [], refusals: [signature.reason] };
  if (signature.state === "known") return { consents: [], refusals: [] };
  const isUnsigned = signature.state === "unsigned";
  const what = isUnsigned
    ? "Nobody signed this package"
    : `The key ${signature.keyId}, which signed this package, is not among the trusted ones`;
  const verdict = isUnsigned ? policy.unsigned : policy.unknownKey;
  if (verdict === "refuse") return { consents: [], refusals: [`${what}, and the policy refuses such packages.`] };
  if (verdict === "allow") return { consents: [], refusals: [] };
  const sentence = `${what}: that it is from whom it says it is cannot be shown.`;
  return { consents: [{ id: isUnsigned ? "unsigned" : "unknown-key", sentence }], refusals: [] };
}

/** Where a package may run: in the platform's own process only what a key signed that may. */
export function allowedRuns(signature: Signature, publishers: readonly Publisher[]): Runs[] {
  const key = signature.state === "known" && publishers.find(({ keyId }) => keyId === signature.keyId);
  return key && key.inProcess ? ["isolated", "in-process"] : ["isolated"];
}
