import type { Logger } from "@checkstack/backend-api";
import { messageOf } from "../database/query-error.ts";
import { MAX_ATTEMPTS, type Delivery, type DeliveryStore } from "./delivery-store.ts";
import type { HookHandlers } from "./hook-handlers.ts";

export interface DrainOptions {
  readonly store: DeliveryStore;
  readonly handlers: HookHandlers;
  readonly owner: string;
  readonly leaseMs: number;
  readonly retryBaseMs: number;
  readonly logger: Logger;
  readonly onHandlerError: (pluginId: string, error: unknown) => void;
}

/**
 * Delivers what is due for one subscriber, one event after another, as long as the lease is ours and `goOn()`. A failed
 * event waits for its next try and lets the others pass.
 */
export async function drainSubscriber(
  subscriber: { readonly name: string; readonly pluginId: string },
  goOn: () => boolean,
  options: DrainOptions,
): Promise<void> {
  const { store, owner, leaseMs } = options;
  const lease = { isOurs: true };
  const renewal = setInterval(() => {
    store.renew(subscriber.name, owner, leaseMs).then(
      (ours) => (lease.isOurs = ours),
      // While the database is away nobody else can take the lease either.
      () => undefined,
    );
  }, leaseMs / 3);
  try {
    while (lease.isOurs && goOn()) {
      const delivery = await store.take(subscriber.name, options.retryBaseMs);
      if (!delivery) return;
      await deliver(subscriber.pluginId, delivery, options);
    }
  } finally {
    clearInterval(renewal);
    await store.release(subscriber.name, owner);
  }
}

async function deliver(pluginId: string, delivery: Delivery, options: DrainOptions): Promise<void> {
  const { store, handlers } = options;
  const { hookId, eventId, occurredAt, attempt } = delivery;
  if (!handlers.has(pluginId, hookId)) return store.postpone(delivery);
  // The process ended in the middle of every try.
  if (attempt > MAX_ATTEMPTS) return store.fail(delivery, "no try came to an end");
  try {
    await handlers.run(pluginId, hookId, delivery.payload, { id: eventId, occurredAt, attempt });
  } catch (error) {
    options.logger.warn("a hook handler failed", { pluginId, hookId, eventId, attempt, reason: messageOf(error) });
    options.onHandlerError(pluginId, error);
    return store.fail(delivery, messageOf(error));
  }
  await store.finish(delivery);
}
