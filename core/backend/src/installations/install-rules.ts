import type { InstallAction, Judgement, PluginDependent, StagedPackage } from "@checkstack/backend-api";
import { pluginIdsOf, type PluginOwner, type StoredPackage } from "./stored-package.ts";

/** What is known when a package is judged. */
export interface InstallFacts {
  readonly candidate: Pick<StagedPackage, "sha256" | "manifest" | "signer">;
  readonly installed: readonly StoredPackage[];
  readonly owners: readonly PluginOwner[];
  /** Plugins of the platform itself, by id, with their packages. */
  readonly builtIn: ReadonlyMap<string, string>;
  /** Who needs a plugin that the new version does not have any more. */
  readonly dependentsOf: (pluginId: string) => readonly PluginDependent[];
}

/** Says what installing a package would be, what it needs a yes for, and what forbids it. */
export function judge(facts: InstallFacts): Judgement {
  const { candidate, installed } = facts;
  const current = installed.find(({ name }) => name === candidate.manifest.name);
  const action = actionOf(candidate, current);
  return {
    action,
    consents: [...downgradeConsent(action, candidate, current), ...publisherConsents(facts)],
    refusals: [...foreignIds(facts), ...changedVersion(candidate, current), ...missedPlugins(facts, current)],
  };
}

function actionOf({ manifest }: InstallFacts["candidate"], current: StoredPackage | undefined): InstallAction {
  if (!current) return "install";
  const order = Bun.semver.order(manifest.version, current.version);
  if (order === 0) return "reinstall";
  return order < 0 ? "downgrade" : "upgrade";
}

function downgradeConsent(
  action: InstallAction,
  { manifest }: InstallFacts["candidate"],
  current: StoredPackage | undefined,
): Judgement["consents"] {
  if (action !== "downgrade" || !current) return [];
  const sentence = `Version ${current.version} of ${manifest.name} is installed, which is newer than ${manifest.version}.`;
  return [{ id: "downgrade", sentence }];
}

function publisherConsents({ candidate: { manifest, signer }, owners }: InstallFacts): Judgement["consents"] {
  const sentences = owners.flatMap(({ pluginId, packageName, publicKey }) => {
    if (packageName !== manifest.name) {
      return `The plugin id "${pluginId}" and the data kept with it are those of ${packageName}, another package.`;
    }
    if (publicKey === null || publicKey === signer?.publicKey) return [];
    const now = signer ? "by another key" : "not";
    return `The package with "${pluginId}" was signed before; this one is ${now === "not" ? "not signed" : `signed ${now}`}.`;
  });
  return sentences.length === 0 ? [] : [{ id: "other-publisher", sentence: sentences.join(" ") }];
}

/** Ids that belong to the platform or to another package that is there. */
function foreignIds({ candidate: { manifest }, installed, builtIn }: InstallFacts): string[] {
  return pluginIdsOf(manifest).flatMap((pluginId) => {
    const part = builtIn.get(pluginId);
    if (part !== undefined) return `The plugin id "${pluginId}" belongs to ${part}, a part of the platform.`;
    const other = installed.find((one) => one.name !== manifest.name && pluginIdsOf(one.manifest).includes(pluginId));
    return other
      ? `The plugin id "${pluginId}" belongs to ${other.name}, which is installed; uninstall that first.`
      : [];
  });
}

/** Browsers keep the files of a version for ever. */
function changedVersion(
  { sha256, manifest }: InstallFacts["candidate"],
  current: StoredPackage | undefined,
): readonly string[] {
  const same = current?.versions.find(({ version }) => version === manifest.version);
  if (!same || same.sha256 === sha256) return [];
  return [
    `Version ${manifest.version} of ${manifest.name} is known with other contents; what changes needs another version.`,
  ];
}

function missedPlugins({ candidate: { manifest }, dependentsOf }: InstallFacts, current: StoredPackage | undefined) {
  const ids = pluginIdsOf(manifest);
  const gone = current ? pluginIdsOf(current.manifest).filter((pluginId) => !ids.includes(pluginId)) : [];
  return gone.flatMap((pluginId) =>
    dependentsOf(pluginId).map(
      (dependent) =>
        `This version has no plugin "${pluginId}" any more, and plugin "${dependent.pluginId}" ${dependent.why}.`,
    ),
  );
}
