import type { PluginDependent } from "@checkstack/backend-api";
import { pluginIdsOf, type StoredPackage } from "./stored-package.ts";

/** What the running plugins of this instance say of whom they need. */
export type RunningDependents = (pluginId: string) => readonly PluginDependent[];

/**
 * Plugins that need `pluginId`, those of its own package left out: what runs here says so itself, what is installed says so
 * in its manifest.
 */
export function dependentsOf(
  pluginId: string,
  options: { readonly packages: readonly StoredPackage[]; readonly running: RunningDependents },
): readonly PluginDependent[] {
  const { packages, running } = options;
  const home = packages.find(({ manifest }) => pluginIdsOf(manifest).includes(pluginId));
  const family = new Set(home ? pluginIdsOf(home.manifest) : [pluginId]);
  const said = packages.flatMap(({ manifest }) =>
    manifest.plugins.flatMap((plugin) => {
      const why = [
        ...((plugin.backend?.calls ?? []).includes(pluginId) ? ["calls it"] : []),
        ...plugin.adds.extensions
          .filter((point) => point.startsWith(`${pluginId}.`))
          .map((point) => `adds to "${point}"`),
      ];
      return why.map((reason) => ({ pluginId: plugin.pluginId, why: reason }));
    }),
  );
  const found = [...running(pluginId), ...said].filter((dependent) => !family.has(dependent.pluginId));
  const byPlugin = Map.groupBy(found, (dependent) => dependent.pluginId);
  return [...byPlugin].map(([id, reasons]) => ({
    pluginId: id,
    why: [...new Set(reasons.map(({ why }) => why))].join(", "),
  }));
}
