import type { AccessRule } from "@checkstack/common";

export const access = {
  pluginRead: { id: "plugin.read", description: "See installed plugins and how they started" },
  pluginConfigure: { id: "plugin.configure", description: "Change the settings of plugins" },
  pluginManage: {
    id: "plugin.manage",
    description: "Install, upgrade and remove plugins: whoever may do this can run code on the server",
  },
} as const satisfies Record<string, AccessRule>;
