/** The plugins that come with the shell, each a chunk of its own. */
export const builtinPlugins: readonly BuiltinPlugin[] = [
  { pluginId: "auth", load: () => import("@checkstack/auth-frontend") },
  { pluginId: "catalog", load: () => import("@checkstack/catalog-frontend") },
  { pluginId: "healthcheck", load: () => import("@checkstack/healthcheck-frontend") },
  { pluginId: "notification", load: () => import("@checkstack/notification-frontend") },
  { pluginId: "pluginmanager", load: () => import("@checkstack/pluginmanager-frontend") },
  { pluginId: "theme", load: () => import("@checkstack/theme-frontend") },
];

export interface BuiltinPlugin {
  pluginId: string;
  /** Gives a module whose default export is the plugin. */
  load(): Promise<unknown>;
}
