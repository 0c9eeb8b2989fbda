import type { PluginDirectory } from "@checkstack/backend-api";
import { access, pluginMetadata } from "@checkstack/auth-common";
import { holds, mayAccess, type Person } from "@checkstack/common";

/** An access rule with the name of its plugin, as people read it. */
export interface VisibleRule {
  readonly id: string;
  readonly pluginId: string;
  readonly pluginName: string;
  readonly description: string;
}

/** All rules for whoever may see users and roles, and for services; for others those that they hold, to make keys of. */
export function visibleRules(
  plugins: Pick<PluginDirectory, "accessRules" | "reports">,
  person: Person | undefined,
): VisibleRule[] {
  const names = new Map(plugins.reports().map(({ metadata }) => [metadata.pluginId, metadata.displayName]));
  const seesAll = person === undefined || mayAccess(person, pluginMetadata.pluginId, [access.userRead]);
  return plugins
    .accessRules()
    .filter(({ qualifiedId }) => seesAll || holds(person, qualifiedId))
    .map(({ qualifiedId, pluginId, description }) => ({
      id: qualifiedId,
      pluginId,
      pluginName: names.get(pluginId) ?? pluginId,
      description,
    }));
}
