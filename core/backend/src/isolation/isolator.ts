import type { Isolation, PluginPlace } from "@checkstack/backend-api";
import { errorSentence } from "../kernel/error-text.ts";
import type { PluginSource } from "../kernel/plugin-source.ts";
import { createIsolatedSource, type IsolatedSource } from "./isolated-source.ts";
import type { IsolatorOptions } from "./isolator-options.ts";
import { removeLeftFolders } from "./launch/plugin-folder.ts";
import { findSandbox } from "./launch/sandbox.ts";

/** Runs plugins in processes of their own. */
export interface Isolator {
  /** The same plugin, which runs in a process of its own where the settings, its package or somebody who moved it want so. */
  placed(source: PluginSource): PluginSource;
  readonly service: Isolation;
}

const DEFAULT_MAX_MEMORY_BYTES = 256 * 1024 * 1024;

export function createIsolator(options: IsolatorOptions): Isolator {
  const maxMemoryBytes = options.maxMemoryBytes ?? DEFAULT_MAX_MEMORY_BYTES;
  /** By the plugins as they would run in this process. */
  const made = new WeakMap<PluginSource, IsolatedSource>();
  void removeLeftFolders().catch(() => undefined);

  function isolated(source: PluginSource): PluginSource {
    if (source.isolates) return source;
    const known = made.get(source) ?? createIsolatedSource(source, { ...options, maxMemoryBytes });
    made.set(source, known);
    return known.source;
  }

  /** Why a plugin may not run in the platform's process. */
  function whyApart({ packageName, staysApart }: PluginSource): string | undefined {
    if (staysApart) return "was installed to run in a process of its own; install it again to say otherwise";
    if (!options.isNamed(packageName)) return undefined;
    return "is named by CHECKSTACK_ISOLATE; take it out of there and start the platform again";
  }

  const placeOf = ({ isolates }: PluginSource): PluginPlace => {
    if (!isolates) return { place: "in-process" };
    const process = made.get(isolates)?.process();
    const { pid, sandbox } = process ?? {};
    return {
      place: "own-process",
      maxMemoryBytes,
      ...(pid !== undefined && sandbox && { process: { pid, sandbox, memoryBytes: process?.memoryBytes() } }),
    };
  };

  return {
    placed: (source) =>
      whyApart(source) !== undefined || options.moved.has(source.pluginId) ? isolated(source) : source,
    service: {
      sandbox: async (directory = import.meta.dir) => (await findSandbox(directory)).report,
      placeOf(pluginId) {
        const source = options.kernel().sourceOf(pluginId);
        return source && placeOf(source);
      },
      async move(pluginId, to) {
        const source = options.kernel().sourceOf(pluginId);
        if (!source) return { ok: false, reason: `no plugin "${pluginId}" runs here` };
        const refusal = to === "in-process" ? whyApart(source) : undefined;
        if (refusal !== undefined) return { ok: false, reason: `it ${refusal}` };
        if (placeOf(source).place !== to) {
          const next = to === "own-process" ? isolated(source) : (source.isolates ?? source);
          const moved = await options.kernel().replace(next);
          if (!moved.ok) return moved;
        }
        try {
          await options.moved.keep(pluginId, to);
          return { ok: true };
        } catch (error) {
          return { ok: false, reason: `it moved, but the next start will not know of it: ${errorSentence(error)}` };
        }
      },
    },
  };
}
