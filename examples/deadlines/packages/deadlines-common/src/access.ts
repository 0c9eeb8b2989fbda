import type { AccessRule } from "@checkstack/common";

export const access = {
  deadlineRead: { id: "deadline.read", description: "See deadlines", defaultFor: ["users"] },
  deadlineManage: { id: "deadline.manage", description: "Add and remove deadlines" },
} as const satisfies Record<string, AccessRule>;
