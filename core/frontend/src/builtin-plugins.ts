/**
 * The plugins that come with the shell. Each is a small file that the page itself names, so that they are there when the
 * shell is; their pages are fetched when they are opened.
 */
export const builtinPlugins: readonly BuiltinPlugin[] = [
  { pluginId: "auth", load: () => import("@checkstack/auth-frontend") },
  { pluginId: "catalog", load: () => import("@checkstack/catalog-frontend") },
  { pluginId: "healthcheck", load: () => import("@checkstack/healthcheck-frontend") },
  { pluginId: "notification", load: () => import("@checkstack/notification-frontend") },
  { pluginId: "pluginmanager", load: () => import("@checkstack/pluginmanager-frontend") },
  { pluginId: "queue", load: () => import("@checkstack/queue-frontend") },
  { pluginId: "theme", load: () => import("@checkstack/theme-frontend") },
];

export interface BuiltinPlugin {
  pluginId: string;
  /** Gives a module whose default export is the plugin. */
  load(): Promise<unknown>;
}
