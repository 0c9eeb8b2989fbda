import type { PluginDirectory, PluginReport, RegisteredAccessRule } from "@checkstack/backend-api";
import type { Plugin } from "@checkstack/pluginmanager-common";

/** Every back-end plugin with its state and its access rules, by name. */
export function listPlugins(directory: PluginDirectory): Plugin[] {
  const rules = Map.groupBy(directory.accessRules(), (rule) => rule.pluginId);
  return directory
    .reports()
    .map((report) => describe(report, rules.get(report.metadata.pluginId) ?? []))
    .toSorted((a, b) => a.displayName.localeCompare(b.displayName, "en"));
}

function describe(report: PluginReport, rules: readonly RegisteredAccessRule[]): Plugin {
  const { metadata, packageName, version, status, lateErrors } = report;
  return {
    id: metadata.pluginId,
    displayName: metadata.displayName,
    ...(metadata.description !== undefined && { description: metadata.description }),
    packageName,
    version,
    ...status,
    lateErrors: [...lateErrors],
    accessRules: rules.map(({ qualifiedId, description }) => ({ id: qualifiedId, description })),
  };
}
