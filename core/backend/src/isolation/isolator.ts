import type { Isolation, PluginPlace } from "@checkstack/backend-api";
import type { PluginSource } from "../kernel/plugin-source.ts";
import { createIsolatedSource, type IsolatedSource } from "./isolated-source.ts";
import type { IsolatorOptions } from "./isolator-options.ts";

/** Runs plugins in processes of their own. */
export interface Isolator {
  /** The same plugin, which runs in a process of its own wherever the kernel starts it. */
  isolated(source: PluginSource): PluginSource;
  readonly service: Isolation;
}

const DEFAULT_MAX_MEMORY_BYTES = 256 * 1024 * 1024;

export function createIsolator(options: IsolatorOptions): Isolator {
  const maxMemoryBytes = options.maxMemoryBytes ?? DEFAULT_MAX_MEMORY_BYTES;
  const made = new WeakMap<PluginSource, IsolatedSource>();

  function isolated(source: PluginSource): IsolatedSource {
    const known = made.get(source);
    if (known) return known;
    const wrapped = createIsolatedSource(source, { ...options, maxMemoryBytes });
    // Both lead to it: what is isolated already stays what it is.
    made.set(source, wrapped).set(wrapped, wrapped);
    return wrapped;
  }

  const placeOf = (source: PluginSource): PluginPlace => {
    const wrapped = made.get(source);
    if (wrapped !== source || !wrapped) return { place: "in-process" };
    const process = wrapped.process();
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
      placeOf(pluginId) {
        const source = options.kernel().sourceOf(pluginId);
        return source && placeOf(source);
      },
      async move(pluginId, to) {
        const source = options.kernel().sourceOf(pluginId);
        if (!source) return { ok: false, reason: `no plugin "${pluginId}" runs here` };
        if (placeOf(source).place === to) return { ok: true };
        return options
          .kernel()
          .replace(to === "own-process" ? isolated(source) : (made.get(source)?.original ?? source));
      },
    },
  };
}
