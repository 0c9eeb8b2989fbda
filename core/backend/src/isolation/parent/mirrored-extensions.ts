import type { Extension, Extensions, Scope } from "@checkstack/backend-api";
import type { ContractPoint } from "@checkstack/common";
import * as z from "zod";
import type { ExtensionRegistry } from "../../kernel/extension-registry.ts";
import type { PluginProcess } from "../launch/plugin-process.ts";
import type { MirroredExtension } from "../protocol/process-contract.ts";

/** What others contributed to the contract points of a plugin, told to its process as it changes. */
export interface MirroredExtensions {
  readonly byPoint: ReadonlyMap<string, Extensions<ContractPoint>>;
  /** What there is now. */
  list(): MirroredExtension[];
  /** The process has what was listed, and is told of what changed since. */
  listed(): void;
}

const anyMetadata = z.looseObject({ id: z.string() });

export function mirrorExtensions(options: {
  readonly process: Pick<PluginProcess, "declared" | "ask">;
  readonly scope: Scope;
  readonly extensions: Pick<ExtensionRegistry, "viewFor">;
}): MirroredExtensions {
  const { process, scope, extensions } = options;
  const { deps, metadata } = process.declared;
  const owned = deps.filter(({ kind }) => kind === "extensions");
  const { promise, resolve } = Promise.withResolvers<void>();
  /** Changes reach the process in their order. */
  let last: Promise<unknown> = promise;
  const byPoint = new Map(
    owned.map(({ id }) => {
      const view = extensions.viewFor(scope, pointOf(id, metadata.pluginId));
      view.onChange(({ type, extension }) => {
        const change = { type, extension: mirrored(id, extension) };
        last = last.then(() => process.ask.extensionChanged(change)).catch(() => {});
      });
      return [id, view] as const;
    }),
  );
  return {
    byPoint,
    listed: resolve,
    list: () => [...byPoint].flatMap(([id, view]) => view.list().map((extension) => mirrored(id, extension))),
  };
}

/** Its metadata is checked in the process, where its schema is. */
function pointOf(id: string, pluginId: string): ContractPoint {
  if (!id.startsWith(`${pluginId}.`)) {
    throw new Error(`looks into contract point "${id}", which belongs to another plugin`);
  }
  return { kind: "contract-point", id, ownerId: pluginId, metadata: anyMetadata, router: {} };
}

const mirrored = (pointId: string, { pluginId, metadata }: Extension<ContractPoint>): MirroredExtension => ({
  pointId,
  pluginId,
  metadata: { ...metadata },
});
