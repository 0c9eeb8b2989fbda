import type { InstancePlugin, Instances } from "@checkstack/backend-api";

/** A plugin in another instance of the installation. */
export interface PluginElsewhere extends InstancePlugin {
  /** The name of the instance. */
  readonly instance: string;
}

const BEST_FIRST = ["ready", "registered", "blocked", "failed"] as const;

/** What runs in other instances, by plugin id; of several, the one that is best off. */
export function pluginsElsewhere(instances: Pick<Instances, "list">): ReadonlyMap<string, PluginElsewhere> {
  const others = instances.list().filter(({ isThis, state }) => !isThis && state !== "lost");
  const found = others
    .flatMap(({ name, plugins }) => plugins.map((plugin) => ({ ...plugin, instance: name })))
    .toSorted((a, b) => BEST_FIRST.indexOf(b.state) - BEST_FIRST.indexOf(a.state));
  return new Map(found.map((plugin) => [plugin.pluginId, plugin]));
}
