import type { Clock, Database, EmitHook, HookDeadLetters, Logger, Scope } from "@checkstack/backend-api";
import type { Hook, HookEvent } from "@checkstack/common";
import type { DatabaseServer } from "../database/database-server.ts";
import { messageOf } from "../database/query-error.ts";
import { createDeliveryStore, type Subscription } from "./delivery-store.ts";
import { createEmitHook } from "./emit-hook.ts";
import { HOOK_CHANNEL } from "../database/outbox.ts";
import { createHookHandlers } from "./hook-handlers.ts";
import { createOutboxMover } from "./outbox-mover.ts";
import { drainSubscriber } from "./subscriber-drain.ts";

/** Carries events between plugins, through the database: at least once, in order where nothing fails. */
export interface HookBus extends AsyncDisposable {
  /** The `emitHook` of one plugin, writing with the plugin's own login. */
  emitter(pluginId: string, database: Database): EmitHook;
  /** Handles a hook for the scope's plugin until the scope ends. */
  subscribe<T>(scope: Scope, hook: Hook<T>, handler: (payload: T, event: HookEvent) => void | Promise<void>): void;
  /** Begins to deliver; call it once the plugins are ready. */
  start(): void;
  /** Events that a subscriber failed to handle eight times. */
  deadLetters(): HookDeadLetters;
  /** Ends all subscriptions of a plugin that is being uninstalled, with what waits for it. */
  forget(pluginId: string): Promise<void>;
}

export interface HookBusOptions {
  readonly server: Pick<DatabaseServer, "core" | "listen">;
  readonly instanceId: string;
  readonly clock: Clock;
  readonly logger: Logger;
  /** The schemas whose outboxes are read. */
  readonly schemas: () => readonly string[];
  readonly onHandlerError?: (pluginId: string, error: unknown) => void;
  /** How long nothing may be seen of a process before its events go to another. Default 15,000. */
  readonly leaseMs?: number;
  /** The wait before the second try; doubles each time. Default 1000. */
  readonly retryBaseMs?: number;
  /** How often to look without being told. Default 2000. */
  readonly sweepMs?: number;
  /** How long a handler may take. Default 30,000. */
  readonly handlerTimeoutMs?: number;
}

const SEEN_EVERY_MS = 60_000;
const PRUNE_EVERY_MS = 10 * 60_000;

export function createHookBus(options: HookBusOptions): HookBus {
  const { server, instanceId, clock, logger, onHandlerError = () => {} } = options;
  const store = createDeliveryStore(server.core);
  const mover = createOutboxMover(server.core, options.schemas);
  const handlers = createHookHandlers({ timeoutMs: options.handlerTimeoutMs ?? 30_000 });
  /** Another life of the same instance is another owner: its leases end by themselves. */
  const owner = `${instanceId}/${Bun.randomUUIDv7()}`;
  const leaseMs = options.leaseMs ?? 15_000;
  const drainOptions = {
    store,
    handlers,
    owner,
    leaseMs,
    logger,
    onHandlerError,
    retryBaseMs: options.retryBaseMs ?? 1000,
  };

  const subscriptions = new Set<Subscription>();
  const draining = new Map<string, Promise<void>>();
  const localRuns = new Set<Promise<void>>();
  let recorded = new Set<Subscription>();
  let seenAt = 0;
  let prunedAt = -Infinity;
  let state: "new" | "started" | "stopped" = "new";
  let working: Promise<void> | undefined;
  let askedAgain = false;
  let failing = false;
  let listening: Disposable | undefined;
  let sweep: Timer | undefined;

  /** Looks for work, once more if asked while looking. */
  function wake(): void {
    if (!isStarted()) return;
    askedAgain = true;
    working ??= work().finally(() => {
      working = undefined;
      if (askedAgain) wake();
    });
  }

  const isStarted = (): boolean => state === "started";

  async function work(): Promise<void> {
    while (askedAgain && isStarted()) {
      askedAgain = false;
      try {
        await cycle();
        failing = false;
      } catch (error) {
        // The sweep tries again; one line tells of it.
        if (!failing) logger.warn("hooks wait for the database", { reason: messageOf(error) });
        failing = true;
        askedAgain = false;
      }
    }
  }

  async function cycle(): Promise<void> {
    await recordSubscriptions();
    for (const schema of await mover.pending()) await moveAll(schema);
    const names = [...new Set([...subscriptions].map(({ subscriber }) => subscriber))];
    const free = names.filter((name) => !draining.has(name));
    for (const name of free.length === 0 ? [] : await store.claim(free, owner, leaseMs)) drain(name);
    if (clock.monotonic() - prunedAt < PRUNE_EVERY_MS) return;
    prunedAt = clock.monotonic();
    await store.prune();
  }

  /** Before anything is moved: an event reaches those who are recorded at that moment. */
  async function recordSubscriptions(): Promise<void> {
    const stale = clock.monotonic() - seenAt > SEEN_EVERY_MS;
    const wanted = [...subscriptions].filter((one) => stale || !recorded.has(one));
    if (wanted.length === 0) return;
    await store.subscribe(wanted);
    recorded = new Set(subscriptions);
    if (stale) seenAt = clock.monotonic();
  }

  async function moveAll(schema: string): Promise<void> {
    for (;;) {
      const moved = await mover.move(schema);
      if (moved.foreign > 0) {
        logger.warn("dropped events that a plugin emitted in another plugin's name", { schema, count: moved.foreign });
      }
      if (moved.taken === 0) return;
    }
  }

  function drain(name: string): void {
    const pluginId = [...subscriptions].find(({ subscriber }) => subscriber === name)?.pluginId ?? "";
    const isWanted = (): boolean => isStarted() && isSubscribed(name);
    const run = drainSubscriber({ name, pluginId }, isWanted, drainOptions);
    draining.set(
      name,
      run.then(
        () => {
          draining.delete(name);
          // Something may have come between the last look and the end of the lease.
          wake();
        },
        (error: unknown) => {
          draining.delete(name);
          logger.warn("hook delivery was interrupted", { pluginId, reason: messageOf(error) });
        },
      ),
    );
  }

  const isSubscribed = (name: string): boolean => subscriptions.values().some(({ subscriber }) => subscriber === name);

  function subscriptionOf(hook: Pick<Hook, "id" | "delivery">, pluginId: string): Subscription {
    return hook.delivery === "broadcast"
      ? { hookId: hook.id, pluginId, subscriber: `${pluginId}@${instanceId}`, instanceId }
      : { hookId: hook.id, pluginId, subscriber: pluginId };
  }

  async function unsubscribe(subscription: Subscription): Promise<void> {
    subscriptions.delete(subscription);
    recorded.delete(subscription);
    if (!isSubscribed(subscription.subscriber)) await draining.get(subscription.subscriber);
    // What is for this instance alone is of no use to it later; what is for the plugin waits for its return.
    if (subscription.instanceId === undefined || handlers.has(subscription.pluginId, subscription.hookId)) return;
    await store
      .unsubscribe(subscription)
      .catch((error: unknown) => logger.debug("a subscription stays behind", { reason: messageOf(error) }));
  }

  function deliverLocally(hook: Hook, payload: unknown): void {
    const event = { id: Bun.randomUUIDv7(), occurredAt: new Date(clock.now()), attempt: 1 };
    for (const pluginId of handlers.plugins(hook.id)) {
      const run = Promise.resolve()
        .then(() => handlers.run(pluginId, hook.id, payload, event))
        .catch((error: unknown) => onHandlerError(pluginId, error))
        .finally(() => localRuns.delete(run));
      localRuns.add(run);
    }
  }

  return {
    emitter: (pluginId, database) => createEmitHook({ pluginId, database, deliverLocally }),
    subscribe(scope, hook, handler) {
      const handling = handlers.add(scope.pluginId, hook, handler);
      const subscription = subscriptionOf(hook, scope.pluginId);
      if (hook.delivery !== "local") subscriptions.add(subscription);
      scope.defer(async () => {
        handling[Symbol.dispose]();
        if (hook.delivery !== "local") await unsubscribe(subscription);
      });
      wake();
    },
    start() {
      if (state !== "new") return;
      state = "started";
      listening = server.listen(HOOK_CHANNEL, wake);
      // NOTIFY may be lost on reconnect; the sweep finds what it missed.
      sweep = setInterval(wake, options.sweepMs ?? 2000);
      wake();
    },
    deadLetters: () => ({
      list: ({ limit = 100 } = {}) => store.deadLetters(limit),
      retry: (letter) => store.retry(letter),
      discard: (letter) => store.discard(letter),
    }),
    forget: (pluginId) => store.forgetPlugin(pluginId),
    async [Symbol.asyncDispose]() {
      if (state === "stopped") return;
      state = "stopped";
      clearInterval(sweep);
      listening?.[Symbol.dispose]();
      await working;
      await Promise.all([...draining.values(), ...localRuns]);
      await store
        .forgetInstance(instanceId)
        .catch((error: unknown) => logger.debug("subscriptions stay behind", { reason: messageOf(error) }));
    },
  };
}
