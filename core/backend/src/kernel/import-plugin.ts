import type { BackendPlugin } from "@checkstack/backend-api";
import * as z from "zod";

/** Imports the file whose default export is a plugin, and checks that it is the plugin that was promised. */
export async function importPlugin(entry: string, pluginId: string): Promise<BackendPlugin> {
  const { default: plugin }: { default?: unknown } = await import(entry);
  if (!isBackendPlugin(plugin)) {
    throw new Error(
      `${entry} has no plugin as its default export; write "export default createBackendPlugin({ ... })"`,
    );
  }
  if (plugin.metadata.pluginId !== pluginId) {
    throw new Error(
      `package.json says that its plugin id is "${pluginId}", but the plugin says "${plugin.metadata.pluginId}"; make them equal`,
    );
  }
  return plugin;
}

const isBackendPlugin = (value: unknown): value is BackendPlugin =>
  z.object({ metadata: z.object({ pluginId: z.string() }), register: z.function() }).safeParse(value).success;
