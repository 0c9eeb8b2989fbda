import type { AccessRule } from "@checkstack/common";

export const access = {
  userRead: { id: "user.read", description: "See users, roles and what they may do" },
  userManage: { id: "user.manage", description: "Create, change and remove users" },
  roleManage: { id: "role.manage", description: "Create roles and decide what they may do" },
  apiKeyManage: { id: "api-key.manage", description: "Create and revoke one's own API keys", defaultFor: ["users"] },
} as const satisfies Record<string, AccessRule>;
