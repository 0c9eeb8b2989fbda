import type { Contribution, Extensions, Scope } from "@checkstack/backend-api";
import type { ContractPoint } from "@checkstack/common";
import * as z from "zod";
import { createExtensionCall } from "../rpc/extension-call.ts";
import { createExtensionSet, type ExtensionSet, type ExtensionSource } from "./extension-set.ts";

/** Who contributed what to which contract point. Contributions may come before their owner, and stay when it restarts. */
export interface ExtensionRegistry {
  contribute<P extends ContractPoint>(contributor: Scope, point: P, contribution: Contribution<P>): void;
  /** Adds, until disposed, what a plugin outside this process contributes. Throws when its metadata has no id. */
  addElsewhere(pointId: string, contribution: ContributionElsewhere): Disposable;
  /** The owner's view of its point. */
  viewFor(owner: Scope, point: ContractPoint): Extensions<ContractPoint>;
  /** What plugins of this process and of its children contribute. */
  contributed(): readonly Contributed[];
  /** The contribution with this id, in this process or a child of it, for the owner of the point in another process. */
  find(pointId: string, id: string): ContributedHere | undefined;
  /** Calls `listener` after `contributed` changed, until disposed. */
  onChange(listener: () => void): Disposable;
}

/** Something that a plugin outside this process contributes. */
export interface ContributionElsewhere extends Pick<ExtensionSource, "pluginId" | "call"> {
  readonly metadata: unknown;
  /** Of several that offer the same, the nearest is called. */
  readonly distance: "child" | "instance";
}

export interface Contributed {
  readonly pointId: string;
  readonly pluginId: string;
  readonly metadata: { readonly id: string };
}

export type ContributedHere = Pick<ExtensionSource, "pluginId" | "call">;

const DISTANCES = { here: 0, child: 1, instance: 2 } as const;
const withId = z.looseObject({ id: z.string() });

export function createExtensionRegistry(options: {
  /** Called when a plugin's listener or implementation throws what it did not declare. */
  onError: (pluginId: string, error: unknown) => void;
}): ExtensionRegistry {
  const points = new Map<string, ExtensionSet>();
  const listeners = new Set<() => void>();
  const pointOf = (id: string) => points.getOrInsertComputed(id, () => createExtensionSet(options));
  const isNear = ({ distance }: ExtensionSource): boolean => distance < DISTANCES.instance;

  function add(pointId: string, source: ExtensionSource): () => void {
    const tell = () => {
      if (isNear(source)) for (const listener of listeners) listener();
    };
    const remove = pointOf(pointId).add(source);
    tell();
    return () => {
      remove();
      tell();
    };
  }

  return {
    contribute(contributor, point, { metadata, implementation }) {
      const { pluginId } = contributor;
      const parsed = point.metadata.parse(metadata);
      const taken = pointOf(point.id)
        .sources()
        .find(({ id, ...other }) => id === parsed.id && (other.pluginId !== pluginId || other.distance === 0));
      if (taken)
        throw new Error(`"${parsed.id}" is already contributed to "${point.id}" by plugin "${taken.pluginId}"`);
      const call = createExtensionCall(point, implementation, {
        contributorId: pluginId,
        onHandlerError: options.onError,
      });
      pointOf(point.id).describe(point);
      contributor.defer(add(point.id, { id: parsed.id, pluginId, metadata: parsed, distance: DISTANCES.here, call }));
    },

    addElsewhere(pointId, { pluginId, metadata, distance, call }) {
      const named = withId.parse(metadata);
      const remove = add(pointId, {
        id: named.id,
        pluginId,
        metadata: named,
        distance: DISTANCES[distance],
        call,
      });
      return { [Symbol.dispose]: remove };
    },

    viewFor(owner, point) {
      const extensions = pointOf(point.id);
      extensions.describe(point);
      return {
        list: extensions.list,
        get: extensions.get,
        onChange: (listener) => owner.defer(extensions.onChange(owner.pluginId, listener)),
      };
    },

    contributed: () =>
      [...points].flatMap(([pointId, point]) =>
        point
          .sources()
          .filter(isNear)
          .map(({ pluginId, metadata }) => ({ pointId, pluginId, metadata })),
      ),

    find: (pointId, id) =>
      points
        .get(pointId)
        ?.sources()
        .find((source) => source.id === id && isNear(source)),

    onChange(listener) {
      listeners.add(listener);
      return { [Symbol.dispose]: () => void listeners.delete(listener) };
    },
  };
}
