/** Where things are shown. Ids of plugins have a folder of their own: one may be called `install` or `events`. */
export const pluginsPath = "/plugins";
export const installPath = "/plugins/install";
export const eventsPath = "/plugins/events";
export const instancesPath = "/plugins/instances";
export const sourcesPath = "/plugins/sources";
export const pluginPath = (pluginId: string): string => `/plugins/installed/${encodeURIComponent(pluginId)}`;
export const eventsOfPath = (packageName: string): string => `${eventsPath}?package=${encodeURIComponent(packageName)}`;

/** Opens the dialog that trusts a key, with the key filled in. */
export const trustPath = (publicKey: string): string => `${sourcesPath}?trust=${encodeURIComponent(publicKey)}`;
