import type { AccessRule } from "@checkstack/common";

export const access = {
  entityRead: { id: "entity.read", description: "Read systems and groups", defaultFor: ["users"] },
  entityManage: {
    id: "entity.manage",
    description: "Create, change and delete systems and groups",
    defaultFor: ["users"],
  },
} as const satisfies Record<string, AccessRule>;
