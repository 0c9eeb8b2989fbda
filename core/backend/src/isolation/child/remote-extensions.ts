import type { Extension, ExtensionChange } from "@checkstack/backend-api";
import type { ContractPoint } from "@checkstack/common";
import { createORPCClient, type ClientLink } from "@orpc/client";
import { createExtensionCall, type ExtensionCall } from "../../rpc/extension-call.ts";
import { checkedOutput } from "../../rpc/extension-output.ts";
import type { ExtensionRegistry } from "../../kernel/extension-registry.ts";
import { outputOf } from "../protocol/outcome.ts";
import type { MirroredExtension } from "../protocol/process-contract.ts";
import type { PlatformClient } from "./platform-client.ts";
import type { Requests } from "./requests.ts";

/** What the plugin adds to contract points of others, and what others add to its own. */
export interface RemoteExtensions extends Pick<ExtensionRegistry, "contribute" | "viewFor"> {
  /** Calls what the plugin contributed. */
  call(
    question: { readonly pointId: string; readonly id: string; readonly path: string[]; readonly input?: unknown },
    signal: AbortSignal | undefined,
  ): Promise<unknown>;
  /** Others came or went. */
  change(change: { readonly type: "added" | "removed"; readonly extension: MirroredExtension }): void;
}

type AnyExtension = Extension<ContractPoint>;

interface Owned {
  readonly extensions: Map<string, AnyExtension>;
  readonly listeners: Set<(change: ExtensionChange<ContractPoint>) => void>;
  readonly point: ContractPoint;
}

export function createRemoteExtensions(options: {
  readonly platform: Pick<PlatformClient, "contribute" | "callExtension">;
  readonly requests: Requests;
  readonly lateError: (error: unknown) => void;
  /** What others have contributed so far. */
  readonly known: readonly MirroredExtension[];
}): RemoteExtensions {
  const { platform, requests, lateError } = options;
  const contributed = new Map<string, ExtensionCall>();
  const owned = new Map<string, Owned>();
  let mirrored = [...options.known];

  /** What does not fit the point's schema is reported, and as good as absent. */
  function read(point: ContractPoint, { pluginId, metadata }: MirroredExtension): AnyExtension | undefined {
    const parsed = point.metadata.safeParse(metadata);
    if (!parsed.success) {
      lateError(
        new Error(`"${metadata.id}" of plugin "${pluginId}" does not fit "${point.id}"`, { cause: parsed.error }),
      );
      return undefined;
    }
    const link: ClientLink<Record<never, never>> = {
      async call(path, input, { signal }) {
        const question = { pointId: point.id, id: parsed.data.id, path: [...path], input };
        const outcome = await platform.callExtension(question, { ...(signal && { signal }) });
        return checkedOutput(point, path, outputOf(outcome));
      },
    };
    return { pluginId, metadata: parsed.data, client: createORPCClient(link) };
  }

  function ownedOf(point: ContractPoint): Owned {
    return owned.getOrInsertComputed(point.id, () => {
      const fitting = mirrored
        .filter(({ pointId }) => pointId === point.id)
        .flatMap((extension) => read(point, extension) ?? []);
      return {
        point,
        listeners: new Set(),
        extensions: new Map(fitting.map((extension) => [extension.metadata.id, extension])),
      };
    });
  }

  function tell({ listeners }: Owned, change: ExtensionChange<ContractPoint>): void {
    for (const listener of listeners) {
      try {
        listener(change);
      } catch (error) {
        lateError(error);
      }
    }
  }

  return {
    contribute(contributor, point, { metadata, implementation }) {
      const parsed = point.metadata.parse(metadata);
      const call = createExtensionCall(point, implementation, {
        contributorId: contributor.pluginId,
        onHandlerError: (_, error) => lateError(error),
      });
      contributed.set(`${point.id}/${parsed.id}`, call);
      requests.add(platform.contribute({ pointId: point.id, metadata: { ...parsed } }));
    },
    viewFor(owner, point) {
      const { extensions, listeners } = ownedOf(point);
      return {
        list: () => [...extensions.values()],
        get: (id) => extensions.get(id),
        onChange(listener) {
          listeners.add(listener);
          owner.defer(() => void listeners.delete(listener));
        },
      };
    },
    async call({ pointId, id, path, input }, signal) {
      const call = contributed.get(`${pointId}/${id}`);
      if (!call) throw new Error(`contributed no "${id}" to "${pointId}"`);
      return call(path, input, { ...(signal && { signal }) });
    },
    change({ type, extension: { pointId, metadata, ...rest } }) {
      mirrored = mirrored.filter((other) => other.pointId !== pointId || other.metadata.id !== metadata.id);
      if (type === "added") mirrored.push({ pointId, metadata, ...rest });
      const of = owned.get(pointId);
      if (!of) return;
      const before = of.extensions.get(metadata.id);
      of.extensions.delete(metadata.id);
      if (before) tell(of, { type: "removed", extension: before });
      const now = type === "added" ? read(of.point, { pointId, metadata, ...rest }) : undefined;
      if (!now) return;
      of.extensions.set(metadata.id, now);
      tell(of, { type: "added", extension: now });
    },
  };
}
