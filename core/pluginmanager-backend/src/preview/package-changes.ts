import type { PackedPlugin } from "@checkstack/common";
import type { PackageChanges } from "@checkstack/pluginmanager-common";

interface Version {
  readonly version: string;
  readonly plugins: readonly PackedPlugin[];
}

/** What a package may do with another version that it may not with the installed one, and the other way round. */
export const packageChanges = (before: Version, after: Version): PackageChanges => ({
  from: before.version,
  plugins: changes(before, after, ({ pluginId }) => [pluginId]),
  accessRules: changes(before, after, ({ pluginId, adds }) => adds.accessRules.map(({ id }) => `${pluginId}.${id}`)),
  calls: changes(before, after, ({ backend }) => backend?.calls ?? []),
  extensions: changes(before, after, ({ adds }) => adds.extensions),
});

function changes(before: Version, after: Version, idsOf: (plugin: PackedPlugin) => readonly string[]) {
  const [old, now] = [before, after].map(({ plugins }) => new Set(plugins.flatMap(idsOf)));
  const missingIn =
    (other: Set<string> | undefined) =>
    (id: string): boolean =>
      !other?.has(id);
  return {
    added: [...(now ?? [])].filter(missingIn(old)).toSorted(),
    removed: [...(old ?? [])].filter(missingIn(now)).toSorted(),
  };
}
