import type { PluginEndpoint } from "./plugin-endpoint.ts";

/** Which plugins answer outside this process, and where. */
export interface Elsewhere {
  /** Where to try, best first; empty when the plugin has no living host but this process. */
  endpoints(pluginId: string): readonly PluginEndpoint[];
  /** Whether any process has the plugin, running or not. */
  isKnown(pluginId: string): boolean;
  /** While a living host is missing that can be expected soon: resolves when there may be one. */
  coming?(pluginId: string): Promise<void> | undefined;
  /** The plugins that answer. */
  pluginIds(): readonly string[];
}

/** The one place that knows child processes and other instances. Child processes come first: they are nearest. */
export interface EndpointTable extends Elsewhere {
  /** The child processes alone. */
  readonly children: Elsewhere;
  /** Adds a child process that answers for its plugin until disposed. The latest of a plugin comes first. */
  addChild(endpoint: PluginEndpoint): Disposable;
  /** Tells of the other instances, once they are known. */
  connect(instances: Elsewhere): void;
}

/** `builtIn`: the plugins that come with the platform, which are known although no process ever ran them. */
export function createEndpointTable({ builtIn = [] }: { readonly builtIn?: readonly string[] } = {}): EndpointTable {
  let added: readonly PluginEndpoint[] = [];
  let instances: Elsewhere = { endpoints: () => [], isKnown: () => false, pluginIds: () => [] };
  const children: Elsewhere = {
    endpoints: (pluginId) => added.filter((child) => child.pluginId === pluginId),
    isKnown: (pluginId) => added.some((child) => child.pluginId === pluginId),
    pluginIds: () => [...new Set(added.map(({ pluginId }) => pluginId))],
  };
  return {
    children,
    endpoints: (pluginId) => [...children.endpoints(pluginId), ...instances.endpoints(pluginId)],
    isKnown: (pluginId) => children.isKnown(pluginId) || instances.isKnown(pluginId) || builtIn.includes(pluginId),
    coming: (pluginId) => instances.coming?.(pluginId),
    pluginIds: () => [...new Set([...children.pluginIds(), ...instances.pluginIds()])],
    addChild(endpoint) {
      added = [endpoint, ...added];
      return { [Symbol.dispose]: () => void (added = added.filter((other) => other !== endpoint)) };
    },
    connect(next) {
      instances = next;
    },
  };
}
