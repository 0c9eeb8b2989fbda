import type { Contribution, Extension, ExtensionChange, Extensions, Scope } from "@checkstack/backend-api";
import type { ContractPoint } from "@checkstack/common";
import { createExtensionClient } from "../rpc/extension-client.ts";

type AnyExtension = Extension<ContractPoint>;
type Listener = (change: ExtensionChange<ContractPoint>) => void;

/** Who contributed what to which contract point. Contributions may come before their owner, and stay when it restarts. */
export interface ExtensionRegistry {
  contribute<P extends ContractPoint>(contributor: Scope, point: P, contribution: Contribution<P>): void;
  /** The owner's view of its point. */
  viewFor(owner: Scope, point: ContractPoint): Extensions<ContractPoint>;
}

export function createExtensionRegistry(options: {
  /** Called when a plugin's listener or implementation throws what it did not declare. */
  onError: (pluginId: string, error: unknown) => void;
}): ExtensionRegistry {
  const points = new Map<string, { extensions: Map<string, AnyExtension>; listeners: Map<Listener, string> }>();
  const pointOf = (id: string) =>
    points.getOrInsertComputed(id, () => ({ extensions: new Map(), listeners: new Map() }));

  const tell = (pointId: string, change: ExtensionChange<ContractPoint>): void => {
    for (const [listener, ownerId] of pointOf(pointId).listeners) {
      try {
        listener(change);
      } catch (error) {
        options.onError(ownerId, error);
      }
    }
  };

  return {
    contribute(contributor, point, { metadata, implementation }) {
      const { extensions } = pointOf(point.id);
      const parsed = point.metadata.parse(metadata);
      const taken = extensions.get(parsed.id);
      if (taken)
        throw new Error(`"${parsed.id}" is already contributed to "${point.id}" by plugin "${taken.pluginId}"`);
      const extension: AnyExtension = {
        pluginId: contributor.pluginId,
        metadata: parsed,
        client: createExtensionClient(point, implementation, {
          contributorId: contributor.pluginId,
          onHandlerError: options.onError,
        }),
      };
      contributor.defer(() => {
        extensions.delete(parsed.id);
        tell(point.id, { type: "removed", extension });
      });
      extensions.set(parsed.id, extension);
      tell(point.id, { type: "added", extension });
    },

    viewFor(owner, point) {
      const { extensions, listeners } = pointOf(point.id);
      return {
        list: () => [...extensions.values()],
        get: (id) => extensions.get(id),
        onChange(listener) {
          listeners.set(listener, owner.pluginId);
          owner.defer(() => void listeners.delete(listener));
        },
      };
    },
  };
}
