import type { AccessRule } from "@checkstack/common";

export const access = {
  notificationRead: {
    id: "notification.read",
    description: "Hear of problems and recoveries of what one may read",
    defaultFor: ["users"],
  },
} as const satisfies Record<string, AccessRule>;
