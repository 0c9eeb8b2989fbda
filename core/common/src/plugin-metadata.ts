/** Who a plugin is. Lives in the plugin's `-common` package, so that back end and front end cannot disagree. */
export interface PluginMetadata {
  /** Lower-case letters, digits and hyphens, at most 40 characters: `healthcheck`, `queue-memory`. */
  readonly pluginId: string;
  /** What people read: `Health checks`. */
  readonly displayName: string;
  readonly description?: string;
}

export const definePluginMetadata = (metadata: PluginMetadata): PluginMetadata => metadata;

const PLUGIN_ID = /^[a-z][a-z0-9]*(-[a-z0-9]+)*$/;

export const isPluginId = (id: string): boolean => id.length <= 40 && PLUGIN_ID.test(id);
