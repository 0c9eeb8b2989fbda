import type { FrontendPlugin } from "@checkstack/frontend-api";

/** The plugin that a module exports by default. Throws when it exports none, or another one than was asked for. */
export function pluginOf(module: unknown, pluginId: string): FrontendPlugin {
  const exported = isRecord(module) ? module["default"] : undefined;
  if (!isPlugin(exported)) {
    throw new Error(
      `The module of "${pluginId}" exports no plugin; its default export must be made by createFrontendPlugin.`,
    );
  }
  if (exported.metadata.pluginId !== pluginId) {
    throw new Error(`The module of "${pluginId}" exports the plugin "${exported.metadata.pluginId}"; pack it again.`);
  }
  return exported;
}

/** Looks only at what would break the shell; the rest is the types' business. */
const isPlugin = (value: unknown): value is FrontendPlugin =>
  isRecord(value) &&
  isRecord(value["metadata"]) &&
  typeof value["metadata"]["pluginId"] === "string" &&
  ["apis", "routes", "navItems", "extensions"].every((key) => value[key] === undefined || Array.isArray(value[key]));

const isRecord = (value: unknown): value is Record<string, unknown> => typeof value === "object" && value !== null;
