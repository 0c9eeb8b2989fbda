import type { BackendPlugin, Scope } from "@checkstack/backend-api";
import { silent } from "../../testing/silent-logger.ts";
import { sourceOf, sourceWith } from "../../testing/plugin-source.ts";
import { createExtensionRegistry } from "../extension-registry.ts";
import type { KernelHost } from "../kernel-host.ts";
import { Kernel } from "../kernel.ts";
import type { PluginSource } from "../plugin-source.ts";

/** A kernel around which there is nothing: for what concerns starting, stopping and failing alone. */
export async function startKernel(plugins: readonly (BackendPlugin | { id: string; load: PluginSource["load"] })[]) {
  const kernel = new Kernel({
    host: bareHost,
    logger: silent,
    clock: { now: Date.now, monotonic: () => performance.now() },
    deadlines: { init: 30, afterPluginsReady: 30, stop: 30 },
  });
  await kernel.start(
    plugins.map((plugin) => ("load" in plugin ? sourceWith(plugin.id, plugin.load) : sourceOf(plugin))),
  );
  const report = (id: string) => kernel.reports().find(({ metadata }) => metadata.pluginId === id);
  return {
    kernel,
    status: (id: string) => report(id)?.status,
    states: () => Object.fromEntries(kernel.reports().map(({ metadata, status }) => [metadata.pluginId, status.state])),
    lateErrors: (id: string) => report(id)?.lateErrors.map(({ message }) => message),
  };
}

/** What an owner of an extension point gives a contributor: a set from which things go with the contributor. */
export const contributions = (contributor: Scope, added: Set<string>) => ({
  add(name: string) {
    added.add(name);
    contributor.defer(() => void added.delete(name));
  },
});

const unavailable = (): never => {
  throw new Error("this kernel has no platform around it");
};

const bareHost: KernelHost = {
  migrate: async () => {},
  declare: () => {},
  offers: () => false,
  service: unavailable,
  client: unavailable,
  context: () => ({ serve: unavailable, emitHook: unavailable, emitSignal: unavailable }),
  readyExtras: () => ({ onHook: unavailable, wsRegistry: { register: unavailable } }),
  extensions: createExtensionRegistry({ onError: unavailable }),
};
