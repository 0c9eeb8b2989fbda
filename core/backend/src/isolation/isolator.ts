import type { Isolation, PluginPlace } from "@checkstack/backend-api";
import type { PluginSource } from "../kernel/plugin-source.ts";
import { createIsolatedSource, type IsolatedSource } from "./isolated-source.ts";
import type { IsolatorOptions } from "./isolator-options.ts";
import { removeLeftFolders } from "./launch/plugin-folder.ts";
import { findSandbox } from "./launch/sandbox.ts";

/** Runs plugins in processes of their own. */
export interface Isolator {
  /** The same plugin, which runs in a process of its own wherever the kernel starts it. */
  isolated(source: PluginSource): PluginSource;
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
    isolated,
    service: {
      sandbox: async (directory = import.meta.dir) => (await findSandbox(directory)).report,
      placeOf(pluginId) {
        const source = options.kernel().sourceOf(pluginId);
        return source && placeOf(source);
      },
      async move(pluginId, to) {
        const source = options.kernel().sourceOf(pluginId);
        if (!source) return { ok: false, reason: `no plugin "${pluginId}" runs here` };
        if (placeOf(source).place === to) return { ok: true };
        return options.kernel().replace(to === "own-process" ? isolated(source) : (source.isolates ?? source));
      },
    },
  };
}
