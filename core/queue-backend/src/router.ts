import { implementContract } from "@checkstack/backend-api";
import { queueContract } from "@checkstack/queue-common";
import type { QueueHub } from "./queue-hub.ts";

/** Answers the queue contract from the hub. */
export function createQueueRouter(hub: QueueHub) {
  const os = implementContract(queueContract);
  return os.router({
    stats: os.stats.handler(async () => ({
      provider: hub.engine()?.displayName ?? "none",
      queues: await Promise.all(hub.queues().map(async (queue) => ({ name: queue.name, ...(await queue.stats()) }))),
    })),
  });
}
