import type { Logger } from "@checkstack/backend-api";
import { BEAT_MS, type Membership } from "./membership.ts";
import type { QueueHub } from "./queue-hub.ts";

export interface EraseOptions {
  readonly hub: Pick<QueueHub, "release" | "erase">;
  readonly membership: Pick<Membership, "isConsumedBy" | "beat">;
  /** Tells all processes that the queues of a plugin are gone. */
  readonly tell: (pluginId: string) => Promise<void>;
  readonly wait: (ms: number) => Promise<unknown>;
  readonly logger: Logger;
}

/** Another process may take seconds to end a plugin that was uninstalled here, and tells so with its next beat. */
const LOOKS = 5;

/** Removes the queues of a plugin whose data were deleted, everywhere. Rejects when it is to be tried again. */
export async function eraseQueues(pluginId: string, options: EraseOptions): Promise<void> {
  const { hub, logger } = options;
  if (await staysConsumed(pluginId, options)) {
    logger.info(`plugin "${pluginId}" has come back since its data were deleted, and keeps its queues`);
    return;
  }
  await hub.release(pluginId);
  await hub.erase(pluginId);
  await options.tell(pluginId);
}

async function staysConsumed(pluginId: string, { membership, wait }: EraseOptions): Promise<boolean> {
  for (let look = 1; ; look++) {
    await membership.beat();
    if (!membership.isConsumedBy(pluginId)) return false;
    if (look === LOOKS) return true;
    await wait(BEAT_MS);
  }
}
