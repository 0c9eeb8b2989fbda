import auth from "@checkstack/auth-frontend";
import catalog from "@checkstack/catalog-frontend";
import healthcheck from "@checkstack/healthcheck-frontend";
import notification from "@checkstack/notification-frontend";
import pluginmanager from "@checkstack/pluginmanager-frontend";
import queue from "@checkstack/queue-frontend";
import theme from "@checkstack/theme-frontend";

/**
 * The plugins that come with the shell. They are in its own file, so that they are there when it is; their pages are
 * fetched when they are opened.
 */
export const builtinPlugins: readonly BuiltinPlugin[] = [
  { pluginId: "auth", load: async () => ({ default: auth }) },
  { pluginId: "catalog", load: async () => ({ default: catalog }) },
  { pluginId: "healthcheck", load: async () => ({ default: healthcheck }) },
  { pluginId: "notification", load: async () => ({ default: notification }) },
  { pluginId: "pluginmanager", load: async () => ({ default: pluginmanager }) },
  { pluginId: "queue", load: async () => ({ default: queue }) },
  { pluginId: "theme", load: async () => ({ default: theme }) },
];

export interface BuiltinPlugin {
  pluginId: string;
  /** Gives a module whose default export is the plugin. */
  load(): Promise<unknown>;
}
