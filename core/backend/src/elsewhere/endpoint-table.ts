import type { PluginEndpoint } from "./plugin-endpoint.ts";

/** Which plugins answer outside this process, and where. */
export interface Elsewhere {
  /** Where to try, best first; empty when the plugin has no living host but this process. */
  endpoints(pluginId: string): readonly PluginEndpoint[];
  /** Whether any process has the plugin, running or not. */
  isKnown(pluginId: string): boolean;
}

/** The one place that knows child processes and other instances. Child processes come first: they are nearest. */
export interface EndpointTable extends Elsewhere {
  /** Adds a child process that answers for its plugin until disposed. The latest of a plugin comes first. */
  addChild(endpoint: PluginEndpoint): Disposable;
  /** Tells of the other instances, once they are known. */
  connect(instances: Elsewhere): void;
}

export function createEndpointTable(): EndpointTable {
  const children: PluginEndpoint[] = [];
  let instances: Elsewhere = { endpoints: () => [], isKnown: () => false };
  const childrenOf = (pluginId: string) => children.filter((child) => child.pluginId === pluginId);
  return {
    endpoints: (pluginId) => [...childrenOf(pluginId), ...instances.endpoints(pluginId)],
    isKnown: (pluginId) => childrenOf(pluginId).length > 0 || instances.isKnown(pluginId),
    addChild(endpoint) {
      children.unshift(endpoint);
      return {
        [Symbol.dispose]() {
          const index = children.indexOf(endpoint);
          if (index !== -1) children.splice(index, 1);
        },
      };
    },
    connect(next) {
      instances = next;
    },
  };
}
