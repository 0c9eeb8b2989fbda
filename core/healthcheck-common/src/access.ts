import type { AccessRule } from "@checkstack/common";

export const access = {
  checkRead: { id: "check.read", description: "See checks, their runs and their status", defaultFor: ["users"] },
  checkManage: { id: "check.manage", description: "Create, change, run and delete checks", defaultFor: ["users"] },
} as const satisfies Record<string, AccessRule>;
