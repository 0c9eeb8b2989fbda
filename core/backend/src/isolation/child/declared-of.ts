import type { BackendPlugin } from "@checkstack/backend-api";
import type { Declarations } from "../../kernel/declarations.ts";
import type { Declared } from "../protocol/process-contract.ts";

/** What a plugin declares, without its functions and schemas. */
export const declaredOf = ({ metadata }: BackendPlugin, declarations: Declarations): Declared => ({
  metadata: {
    pluginId: metadata.pluginId,
    displayName: metadata.displayName,
    ...(metadata.description !== undefined && { description: metadata.description }),
  },
  accessRules: declarations.accessRules.map(plainRule),
  signals: declarations.signals.map(({ id, access }) => ({
    id,
    access: typeof access === "string" ? access : access.map(plainRule),
  })),
  deps: Object.values(declarations.init?.deps ?? {}).map((ref) => ({
    kind: ref.kind,
    id: ref.id,
    isOptional: ref.kind === "service" && ref.optional === true,
  })),
  provides: [...(declarations.init?.provides ?? [])],
  points: [...declarations.points.keys()],
});

const plainRule = ({ id, description, defaultFor }: Declarations["accessRules"][number]) => ({
  id,
  description,
  ...(defaultFor && { defaultFor: [...defaultFor] }),
});
