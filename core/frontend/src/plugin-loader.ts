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
  /** Imports the entry; rejects when a script is not the one that the server listed. */
  importModule(module: FrontendModule): Promise<unknown>;
  /** Puts the sheet of a plugin on the page; the result takes it off again. */
  addStylesheet(sheet: Stylesheet): () => void;
  /** Shows the utility classes that these sheets name, and no others. Resolves when they count; never rejects. */
  showClasses(sheets: readonly string[]): Promise<void>;
}

export interface Stylesheet {
  readonly url: string;
  /** As HTML's attribute of that name takes it. */
  readonly integrity?: string | undefined;
}

interface Installed {
  entry: string;
  unload(): void;
}

export function createPluginLoader(options: PluginLoaderOptions): PluginLoader {
  const { registry, builtin, listInstalled, importModule, addStylesheet, showClasses } = options;
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

  const loadInstalled = (module: FrontendModule, classesShown: Promise<void>) =>
    attempt(module.pluginId, async () => {
      const { pluginId, entry, stylesheet, stylesheetIntegrity } = module;
      for (const url of [entry, ...(module.chunks ?? []).map((chunk) => chunk.url)]) {
        if (!isPluginUrl(url)) throw new Error(`"${url}" is no address of a plugin's module.`);
      }
      const [imported] = await Promise.all([importModule(module), classesShown]);
      const plugin: FrontendPlugin = pluginOf(imported, pluginId);
      const removeStylesheet =
        stylesheet !== undefined && isPluginUrl(stylesheet)
          ? addStylesheet({ url: stylesheet, integrity: stylesheetIntegrity })
          : () => {};
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
    const classesShown = showClasses(
      wanted.flatMap(({ stylesheet = "" }) => (isPluginUrl(stylesheet) ? [stylesheet] : [])),
    );
    await Promise.allSettled([classesShown, ...changed.map((module) => loadInstalled(module, classesShown))]);
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
