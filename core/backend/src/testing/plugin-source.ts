import { join } from "node:path";
import {
  createBackendPlugin,
  implementContract,
  type BackendPlugin,
  type BackendPluginRegistry,
  type PluginInit,
  type Refs,
} from "@checkstack/backend-api";
import { createContract, procedure } from "@checkstack/common";
import * as z from "zod";
import { assertNamed, discoverPlugins, selectPlugins } from "../kernel/discovery.ts";
import type { PluginSource } from "../kernel/plugin-source.ts";

export const pluginOf = <const Deps extends Refs>(
  pluginId: string,
  init: PluginInit<Deps>,
  register: (registry: BackendPluginRegistry) => void = () => {},
): BackendPlugin =>
  createBackendPlugin({
    metadata: { pluginId, displayName: pluginId },
    register(registry) {
      register(registry);
      registry.registerInit(init);
    },
  });

/** One procedure that everybody may call: `GET /api/<pluginId>/<name>`. */
export const openContract = (pluginId: string) =>
  createContract(
    { pluginId, displayName: pluginId },
    {
      call: procedure
        .meta({ access: "public" })
        .route({ method: "GET", path: "/{name}" })
        .input(z.object({ name: z.string() }))
        .output(z.unknown()),
    },
  );

export function openRouter(contract: ReturnType<typeof openContract>, answer: (name: string) => unknown) {
  const os = implementContract(contract);
  return os.router({ call: os.call.handler(({ input }) => answer(input.name)) });
}

/** A plugin that answers `GET /api/<pluginId>/<name>`, and nothing else. */
export function answeringPlugin(pluginId: string, answer: (name: string) => unknown): BackendPlugin {
  const contract = openContract(pluginId);
  return pluginOf(
    pluginId,
    { deps: {}, init: ({ serve }) => serve(contract, openRouter(contract, answer)) },
    (registry) => registry.registerContract(contract),
  );
}

/** A plugin that was never a folder. */
export const sourceOf = (plugin: BackendPlugin, overrides: Partial<PluginSource> = {}): PluginSource =>
  sourceWith(plugin.metadata.pluginId, async () => plugin, overrides);

export const sourceWith = (
  pluginId: string,
  load: PluginSource["load"],
  overrides: Partial<PluginSource> = {},
): PluginSource => ({
  pluginId,
  packageName: `@test/${pluginId}-backend`,
  version: "1.0.0",
  directory: `/nowhere/${pluginId}-backend`,
  isEssential: false,
  schemaName: `plugin_${pluginId}-backend`,
  load,
  ...overrides,
});

const ROOT = join(import.meta.dir, "../../../..");

/** The plugins of this repository that `patterns` name; all of them without any. */
export async function workspacePlugins(...patterns: string[]): Promise<PluginSource[]> {
  const sources = await discoverPlugins([join(ROOT, "core"), join(ROOT, "plugins")]);
  assertNamed(
    sources.map(({ packageName }) => packageName),
    patterns,
  );
  return selectPlugins(sources, patterns);
}
