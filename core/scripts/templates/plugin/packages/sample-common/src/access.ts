import type { AccessRule } from "@checkstack/common";

export const access = {
  itemRead: { id: "item.read", description: "See items", defaultFor: ["users"] },
  itemManage: { id: "item.manage", description: "Add items" },
} as const satisfies Record<string, AccessRule>;
