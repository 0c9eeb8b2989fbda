import type { FrontendPlugin, PluginRegistry } from "@checkstack/frontend-api";
import type { FrontendModule } from "@checkstack/pluginmanager-common";
import type { BuiltinPlugin } from "./builtin-plugins.ts";
import { pluginOf } from "./plugin-of.ts";

/** Keeps the registry equal to what is installed. One plugin that cannot be loaded keeps no other from loading. */
export interface PluginLoader {
  /** Loads the plugins of the shell, and what was installed at run time. Never rejects. */
  start(): Promise<void>;
  /** Loads what came, replaces what changed, and takes away what went. Never rejects. */
  refresh(): Promise<void>;
  failures(): readonly PluginFailure[];
  subscribe(listener: () => void): () => void;
}

export interface PluginFailure {
  readonly pluginId: string;
  readonly error: unknown;
}

export interface PluginLoaderOptions {
  registry: PluginRegistry;
  builtin: readonly BuiltinPlugin[];
  /** What the server has beside the plugins of the shell. */
  listInstalled(): Promise<readonly FrontendModule[]>;
  importModule(url: string): Promise<unknown>;
  /** Puts a stylesheet on the page; the result takes it off again. */
  addStylesheet(url: string): () => void;
}

interface Installed {
  entry: string;
  unload(): void;
}

export function createPluginLoader(options: PluginLoaderOptions): PluginLoader {
  const { registry, builtin, listInstalled, importModule, addStylesheet } = options;
  const listeners = new Set<() => void>();
  const installed = new Map<string, Installed>();
  let failures: readonly PluginFailure[] = [];
  let queue = Promise.resolve();

  const setFailure = (pluginId: string, error?: unknown) => {
    const others = failures.filter((failure) => failure.pluginId !== pluginId);
    if (error === undefined && others.length === failures.length) return;
    failures = error === undefined ? others : [...others, { pluginId, error }];
    for (const listener of listeners) listener();
  };

  const attempt = async (pluginId: string, load: () => Promise<void>) => {
    try {
      await load();
      setFailure(pluginId);
    } catch (error) {
      console.error(`The plugin "${pluginId}" could not be loaded.`, error);
      setFailure(pluginId, error);
    }
  };

  const loadBuiltin = ({ pluginId, load }: BuiltinPlugin) =>
    attempt(pluginId, async () => void registry.register(pluginOf(await load(), pluginId)));

  const loadInstalled = ({ pluginId, entry, stylesheet }: FrontendModule) =>
    attempt(pluginId, async () => {
      if (!isPluginUrl(entry)) throw new Error(`"${entry}" is no address of a plugin's module.`);
      const plugin: FrontendPlugin = pluginOf(await importModule(entry), pluginId);
      const removeStylesheet =
        stylesheet !== undefined && isPluginUrl(stylesheet) ? addStylesheet(stylesheet) : () => {};
      const unregister = registry.register(plugin);
      const previous = installed.get(pluginId);
      installed.set(pluginId, {
        entry,
        unload() {
          unregister();
          removeStylesheet();
        },
      });
      previous?.unload();
    });

  const reconcile = async () => {
    const wanted = await listInstalled();
    for (const [pluginId, { unload }] of installed) {
      if (wanted.some((module) => module.pluginId === pluginId)) continue;
      installed.delete(pluginId);
      unload();
    }
    for (const { pluginId } of failures) {
      const known = [...builtin, ...wanted].some((plugin) => plugin.pluginId === pluginId);
      if (!known) setFailure(pluginId);
    }
    const changed = wanted.filter(({ pluginId, entry }) => installed.get(pluginId)?.entry !== entry);
    await Promise.allSettled(changed.map((module) => loadInstalled(module)));
  };

  // One after the other: two lists must not be worked on at once.
  const refresh = () => {
    queue = queue.then(reconcile).catch((error: unknown) => {
      console.error("The list of installed plugins could not be read; it is read again at the next change.", error);
    });
    return queue;
  };

  return {
    async start() {
      await Promise.allSettled([...builtin.map((plugin) => loadBuiltin(plugin)), refresh()]);
    },
    refresh,
    failures: () => failures,
    subscribe(listener) {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
  };
}

/** Modules of plugins come from this host, out of the one folder that the server answers for them. */
const isPluginUrl = (url: string): boolean => url.startsWith("/plugins/") && !url.includes("..");
