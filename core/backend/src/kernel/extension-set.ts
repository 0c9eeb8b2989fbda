import type { Extension, ExtensionChange } from "@checkstack/backend-api";
import type { ContractPoint } from "@checkstack/common";
import { createORPCClient } from "@orpc/client";
import { NoHost } from "../elsewhere/try-each.ts";
import { PluginUnreachable } from "../elsewhere/plugin-endpoint.ts";
import type { ExtensionCall } from "../rpc/extension-call.ts";
import { checkedOutput } from "../rpc/extension-output.ts";

type AnyExtension = Extension<ContractPoint>;
type Listener = (change: ExtensionChange<ContractPoint>) => void;

/** One process's offer of one contribution. Replicas of a plugin offer the same one. */
export interface ExtensionSource {
  readonly id: string;
  readonly pluginId: string;
  readonly metadata: { readonly id: string };
  /** 0 for this process; the nearest is called. */
  readonly distance: number;
  readonly call: ExtensionCall;
}

/** What one contract point has, from all processes: several sources of one contribution are one extension. */
export interface ExtensionSet {
  /** Tells what metadata looks like; until then nothing is listed. */
  describe(point: ContractPoint): void;
  /** Returns the undo. */
  add(source: ExtensionSource): () => void;
  sources(): readonly ExtensionSource[];
  list(): readonly AnyExtension[];
  get(id: string): AnyExtension | undefined;
  /** Returns the undo. */
  onChange(ownerId: string, listener: Listener): () => void;
}

export function createExtensionSet(options: { onError: (pluginId: string, error: unknown) => void }): ExtensionSet {
  let point: ContractPoint | undefined;
  let sources: readonly ExtensionSource[] = [];
  const listed = new Map<string, AnyExtension>();
  const listeners = new Map<Listener, string>();

  function refresh(id: string): void {
    const before = listed.get(id);
    const now = best(id);
    if (before && now?.pluginId === before.pluginId && Bun.deepEquals(now.metadata, before.metadata)) return;
    if (before) {
      listed.delete(id);
      tell({ type: "removed", extension: before });
    }
    if (now) {
      const extension = {
        ...now,
        client: createORPCClient<AnyExtension["client"]>({ call: callOf(id, now.pluginId) }),
      };
      listed.set(id, extension);
      tell({ type: "added", extension });
    }
  }

  function best(id: string): Pick<AnyExtension, "pluginId" | "metadata"> | undefined {
    for (const { pluginId, metadata } of sources.filter((source) => source.id === id)) {
      const parsed = point?.metadata.safeParse(metadata);
      if (parsed?.success) return { pluginId, metadata: parsed.data };
      if (parsed) options.onError(pluginId, new Error(`"${id}" does not fit "${point?.id}"`, { cause: parsed.error }));
    }
    return undefined;
  }

  /** Goes to where the contribution is at the time of each call. */
  function callOf(id: string, pluginId: string) {
    return async (path: readonly string[], input: unknown, { signal }: { readonly signal?: AbortSignal }) => {
      let lost: unknown;
      for (const source of sources.filter((one) => one.id === id && one.pluginId === pluginId)) {
        try {
          const output = await source.call(path, input, { signal });
          return point && source.distance > 0 ? await checkedOutput(point, path, output) : output;
        } catch (error) {
          // What an implementation does may not bear being done twice.
          if (!(error instanceof PluginUnreachable) || error.delivered !== "no") throw error;
          lost = error;
        }
      }
      throw lost ?? new NoHost(pluginId);
    };
  }

  function tell(change: ExtensionChange<ContractPoint>): void {
    for (const [listener, ownerId] of listeners) {
      try {
        listener(change);
      } catch (error) {
        options.onError(ownerId, error);
      }
    }
  }

  return {
    describe(described) {
      if (point === described) return;
      point = described;
      for (const id of new Set(sources.map((source) => source.id))) refresh(id);
    },
    add(source) {
      sources = [...sources, source].toSorted((a, b) => a.distance - b.distance);
      refresh(source.id);
      return () => {
        sources = sources.filter((other) => other !== source);
        refresh(source.id);
      };
    },
    sources: () => sources,
    list: () => [...listed.values()],
    get: (id) => listed.get(id),
    onChange(ownerId, listener) {
      listeners.set(listener, ownerId);
      return () => void listeners.delete(listener);
    },
  };
}
