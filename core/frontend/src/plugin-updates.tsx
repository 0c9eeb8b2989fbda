import { useSignal } from "@checkstack/frontend-api";
import { pluginsChanged } from "@checkstack/pluginmanager-common";
import type { PluginLoader } from "./plugin-loader.ts";

/** Plugins that come, change or go show at once. Draws nothing. */
export function PluginUpdates({ loader }: { loader: PluginLoader }) {
  useSignal(pluginsChanged, () => void loader.refresh());
  return null;
}
