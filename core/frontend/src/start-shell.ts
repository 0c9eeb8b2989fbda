import { pluginMetadata as authMetadata, type authContract } from "@checkstack/auth-common";
import {
  corePlugin,
  createPageMetaStore,
  createPluginClient,
  createPluginRegistry,
  createSignalClient,
  createStatusStore,
  type PageMetaStore,
  type PluginClient,
  type PluginRegistry,
  type SignalClient,
  type StatusStore,
} from "@checkstack/frontend-api";
import { pluginMetadata as managerMetadata, type pluginmanagerContract } from "@checkstack/pluginmanager-common";
import type { QueryClient } from "@tanstack/react-query";
import { awaitPlugins, listRunningPlugins } from "./await-plugins.ts";
import { builtinPlugins } from "./builtin-plugins.ts";
import { createShellQueryClient } from "./query-client.ts";
import { addStylesheet, createClassSheet, importPlugin } from "./plugin-files.ts";
import { createPluginLoader, type PluginLoader } from "./plugin-loader.ts";
import { prefetchPage } from "./prefetch-page.ts";
import { shellPlugin } from "./shell-plugin.ts";

/** All that lives as long as the page. */
export interface Shell {
  readonly queryClient: QueryClient;
  readonly registry: PluginRegistry;
  readonly loader: PluginLoader;
  /** Resolves when every plugin has been tried once. */
  readonly pluginsTried: Promise<void>;
  arePluginsTried(): boolean;
  /**
   * Resolves when it is known who is there and which pages there are, and the page has what it shows first; or when that cannot
   * be known. Never rejects.
   */
  readonly ready: Promise<void>;
  readonly auth: PluginClient<typeof authContract>;
  readonly signals: SignalClient;
  readonly status: StatusStore;
  readonly pageMeta: PageMetaStore;
}

/** Begins everything that need not wait for the first drawing: who is there, and which plugins there are. */
export function startShell(): Shell {
  const auth = createPluginClient<typeof authContract>(authMetadata);
  const manager = createPluginClient<typeof pluginmanagerContract>(managerMetadata);
  const refreshSession = () => void queryClient.invalidateQueries({ queryKey: auth.session.key() });
  const queryClient = createShellQueryClient({ onUnauthorized: refreshSession });
  awaitPlugins({ queries: queryClient, listRunning: listRunningPlugins });
  const registry = createPluginRegistry();
  registry.register(corePlugin);
  registry.register(shellPlugin);

  const loader = createPluginLoader({
    registry,
    builtin: builtinPlugins,
    listInstalled: () => manager.frontend.call(),
    importModule: importPlugin,
    addStylesheet,
    showClasses: createClassSheet(),
  });
  const signals = createSignalClient({
    connect: () => new WebSocket(`${location.origin.replace(/^http/, "ws")}/api/signals/ws`),
    onResumed: () => void queryClient.invalidateQueries(),
    onSessionEnded: refreshSession,
    random: Math.random,
  });

  let tried = false;
  const pluginsTried = loader.start().then(() => void (tried = true));
  const ready = Promise.all([queryClient.prefetchQuery(auth.session.queryOptions()), pluginsTried]).then(async () => {
    const session = queryClient.getQueryData(auth.session.queryKey());
    if (!session) return;
    const { pathname, search, hash } = window.location;
    const { routes } = registry.snapshot();
    await prefetchPage({ routes, session, pathname, location: `${pathname}${search}${hash}`, queries: queryClient });
  });
  return {
    queryClient,
    registry,
    loader,
    pluginsTried,
    arePluginsTried: () => tried,
    ready,
    auth,
    signals,
    status: createStatusStore(),
    pageMeta: createPageMetaStore(),
  };
}
