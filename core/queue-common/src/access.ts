import type { AccessRule } from "@checkstack/common";

export const access = {
  queueRead: { id: "queue.read", description: "See queues and how late they are" },
  queueManage: {
    id: "queue.manage",
    description: "Choose the queue engine, and see, try again or throw away jobs that failed",
  },
} as const satisfies Record<string, AccessRule>;
