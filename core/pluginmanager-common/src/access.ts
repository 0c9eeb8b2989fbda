import type { AccessRule } from "@checkstack/common";

export const access = {
  pluginRead: { id: "plugin.read", description: "See installed plugins and how they started" },
} as const satisfies Record<string, AccessRule>;
