import { fulfils, type ApiProvision, type ApiRef } from "./api-ref.ts";
import { fillsDataSlot, fillsSlot, type ComponentExtension, type DataExtension, type Extension } from "./extension.ts";
import type { NavItem } from "./nav-item.ts";
import { byOrder } from "./order.ts";
import type { PageRoute } from "./page-route.ts";
import type { FrontendPlugin } from "./plugin.ts";
import type { DataSlot, Slot } from "./slot.ts";

/** What is loaded now. A store in the sense of `useSyncExternalStore`. */
export interface PluginRegistry {
  /** Adds a plugin, in place of an earlier one with the same id. The result takes it away again; calling it twice is harmless. */
  register(plugin: FrontendPlugin): () => void;
  /** The same object until something changes. */
  snapshot(): Contributions;
  subscribe(listener: () => void): () => void;
}

/** All contributions, each beside the plugin it came from. */
export interface Contributions {
  readonly plugins: readonly FrontendPlugin[];
  readonly routes: readonly Owned<PageRoute>[];
  readonly navItems: readonly Owned<NavItem>[];
  readonly extensions: readonly Owned<Extension>[];
  readonly apis: readonly ApiProvision[];
}

export interface Owned<T> {
  readonly pluginId: string;
  readonly item: T;
}

export function createPluginRegistry(): PluginRegistry {
  const plugins = new Map<string, FrontendPlugin>();
  const listeners = new Set<() => void>();
  let current = contributionsOf([]);

  const changed = () => {
    current = contributionsOf([...plugins.values()]);
    for (const listener of listeners) listener();
  };

  return {
    register(plugin) {
      const { pluginId } = plugin.metadata;
      plugins.set(pluginId, plugin);
      changed();
      return () => {
        // A newer version may have taken the place meanwhile: the old undo must not remove it.
        if (plugins.get(pluginId) !== plugin) return;
        plugins.delete(pluginId);
        changed();
      };
    },
    snapshot: () => current,
    subscribe(listener) {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
  };
}

/** The components of a slot, in order. */
export function componentsFor<Props>(
  contributions: Contributions,
  slot: Slot<Props>,
): Owned<ComponentExtension<Props>>[] {
  const found = contributions.extensions.flatMap(({ pluginId, item }) =>
    fillsSlot(item, slot) ? [{ pluginId, item, order: item.order }] : [],
  );
  return byOrder(found);
}

/** The data of a data slot, in order. */
export function dataFor<Data>(contributions: Contributions, slot: DataSlot<Data>): Owned<DataExtension<Data>>[] {
  const found = contributions.extensions.flatMap(({ pluginId, item }) =>
    fillsDataSlot(item, slot) ? [{ pluginId, item, order: item.order }] : [],
  );
  return byOrder(found);
}

/** The service of a ref, or nothing when no loaded plugin provides it. The last one registered wins. */
export function findApi<T>(contributions: Contributions, ref: ApiRef<T>): ApiProvision<T> | undefined {
  for (const provision of contributions.apis.toReversed()) if (fulfils(provision, ref)) return provision;
  return undefined;
}

function contributionsOf(plugins: readonly FrontendPlugin[]): Contributions {
  const owned = <T>(pick: (plugin: FrontendPlugin) => readonly T[] | undefined): Owned<T>[] =>
    plugins.flatMap((plugin) => (pick(plugin) ?? []).map((item) => ({ pluginId: plugin.metadata.pluginId, item })));
  return {
    plugins,
    routes: owned((plugin) => plugin.routes),
    navItems: owned((plugin) => plugin.navItems),
    extensions: owned((plugin) => plugin.extensions),
    apis: plugins.flatMap((plugin) => plugin.apis ?? []),
  };
}
