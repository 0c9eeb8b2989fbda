import type { AccessRule } from "@checkstack/common";

export const access = {
  queueRead: { id: "queue.read", description: "See queues and how late they are" },
} as const satisfies Record<string, AccessRule>;
