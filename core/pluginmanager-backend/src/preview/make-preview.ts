import type { Installations, InstalledPackage, SandboxReport } from "@checkstack/backend-api";
import { compatibilityOf, type PluginPackage } from "@checkstack/plugin-package-node";
import type { Policy, Preview, Publisher } from "@checkstack/pluginmanager-common";
import type { FetchedPackage } from "../installers/plugin-installer.ts";
import { allowedRuns, judgeByPolicy, judgeSignature } from "../trust/judge-signature.ts";
import { packageChanges } from "./package-changes.ts";
import { reachesOf } from "./reaches.ts";

/** What is known when a package is looked at. */
export interface PreviewFacts {
  readonly fetched: Omit<FetchedPackage, "bytes">;
  readonly read: PluginPackage;
  readonly judgement: Awaited<ReturnType<Installations["judge"]>>;
  readonly installed: readonly InstalledPackage[];
  readonly hostVersions: Readonly<Record<string, string>>;
  /** Ids of all plugins that are there. */
  readonly pluginIds: readonly string[];
  readonly policy: Policy;
  readonly publishers: readonly Publisher[];
  /** What this machine keeps from plugins in processes of their own. */
  readonly sandbox: SandboxReport;
}

/** All that can be said of a package before it is installed. */
export function makePreview(facts: PreviewFacts): Preview {
  const { fetched, read, judgement, installed, policy, publishers } = facts;
  const { name, version, description, author, license, homepage, checkstack } = read.manifest;
  const { plugins } = checkstack;
  const signature = judgeSignature(read.signature, publishers);
  const byPolicy = judgeByPolicy(signature, policy);
  const compatibility = compatibilityOf(read.manifest, { versions: facts.hostVersions, pluginIds: facts.pluginIds });
  const current = installed.find(({ manifest }) => manifest.name === name);
  return {
    name,
    version,
    ...(description !== undefined && { description }),
    ...(author !== undefined && { author }),
    ...(license !== undefined && { license }),
    ...(homepage !== undefined && isWebAddress(homepage) && { homepage }),
    sha256: read.sha256,
    size: { packed: read.size, unpacked: read.unpackedSize, files: read.files.size },
    source: fetched.source,
    plugins,
    bundled: checkstack.bundled ?? [],
    signature,
    ...(fetched.provenance && { provenance: fetched.provenance }),
    action: judgement.action,
    ...(current && { changes: packageChanges(current.manifest, { version, plugins }) }),
    compatibility: compatibility.map(({ ok, sentence }) => ({ ok, sentence })),
    runs: allowedRuns(signature, publishers),
    reaches: reachesOf(plugins, "isolated", facts.sandbox),
    consents: [...byPolicy.consents, ...judgement.consents],
    refusals: [
      ...byPolicy.refusals,
      ...compatibility.filter(({ ok, required }) => required && !ok).map(({ sentence }) => sentence),
      ...unexpected(facts),
      ...impersonation(facts),
      ...judgement.refusals,
    ],
  };
}

/** A link that a page may show. */
const isWebAddress = (url: string): boolean => URL.canParse(url) && /^https?:$/.test(new URL(url).protocol);

/** Where the package is not what the catalog says that it is. */
function unexpected({ fetched: { expected }, read: { manifest, signature } }: PreviewFacts): string[] {
  if (!expected) return [];
  const problems: string[] = [];
  if (manifest.name !== expected.name || manifest.version !== expected.version) {
    problems.push(
      `The catalog says that this is ${expected.name} ${expected.version}, but it is ${manifest.name} ${manifest.version}.`,
    );
  }
  const signedBy = signature.state === "signed" ? signature.publicKey : undefined;
  if (expected.publicKey !== undefined && signedBy !== expected.publicKey) {
    problems.push("The key that the catalog names for this publisher did not sign the package.");
  }
  return problems;
}

/** The platform's own scope is for those whose keys come with the platform. */
function impersonation({ read: { manifest, signature }, publishers }: PreviewFacts): string[] {
  if (!manifest.name.startsWith("@checkstack/")) return [];
  const ours = publishers.filter(({ builtIn }) => builtIn).map(({ publicKey }) => publicKey);
  if (signature.state === "signed" && ours.includes(signature.publicKey)) return [];
  return [`${manifest.name} calls itself a part of Checkstack, but no key of Checkstack signed it.`];
}
