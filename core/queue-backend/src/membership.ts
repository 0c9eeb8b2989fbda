import type { Logger, QueueProvider } from "@checkstack/backend-api";
import { AUTOMATIC } from "@checkstack/queue-common";
import type { EngineSetting } from "./engine-setting.ts";
import type { MemberStore } from "./member-store.ts";
import type { ProviderList } from "./provider-list.ts";
import type { QueueHub } from "./queue-hub.ts";

/** How often a process tells that it lives, and what it consumes. */
export const BEAT_MS = 2000;

/** Keeps this process known to the others, and follows what they decide. */
export interface Membership extends AsyncDisposable {
  /** Processes that run queues, this one included. */
  size(): number;
  /** Whether any process consumes a queue of the plugin, as far as this one knows from its last round. */
  isConsumedBy(pluginId: string): boolean;
  /** One round: tells that we live, reads the setting, and leaves an engine of one process when a second one is there. */
  beat(): Promise<void>;
}

export interface MembershipOptions {
  readonly store: MemberStore;
  readonly setting: EngineSetting;
  readonly providers: ProviderList;
  readonly hub: QueueHub;
  readonly logger: Logger;
  /** Tells all processes that an engine was chosen. */
  readonly tell: (engine: string) => Promise<void>;
  /** How often; the engine that others chose is followed within this time even if their word is lost. Default 2000. */
  readonly everyMs?: number;
}

/** Begins to beat. */
export function createMembership(options: MembershipOptions): Membership {
  const { store, setting, providers, hub, logger } = options;
  let others: readonly (readonly string[])[] = [];
  let failing = false;
  let working: Promise<void> = Promise.resolve();
  const timer = setInterval(() => void round(), options.everyMs ?? BEAT_MS);

  const consumedHere = (): readonly string[] =>
    hub
      .queues()
      .filter((queue) => queue.isConsumed())
      .map(({ name }) => name);

  /** One after the other, however long one takes. */
  function round(): Promise<void> {
    working = working.then(beat).then(
      () => void (failing = false),
      (error: unknown) => {
        if (!failing) logger.warn("the queues of other processes are not known at the moment", { error });
        failing = true;
      },
    );
    return working;
  }

  async function beat(): Promise<void> {
    const consumed = consumedHere();
    others = await store.beat(consumed);
    if (await setting.refresh()) await hub.follow();
    const isShared = others.some((queues) => queues.some((name) => consumed.includes(name)));
    if (isShared && setting.current() === AUTOMATIC && hub.engine()?.reach === "process") await leaveMemory();
    if (hub.isMoving()) await hub.takeOverRest();
  }

  /** For good: what waits with an engine of all processes would be forgotten by a lone process that began in memory again. */
  async function leaveMemory(): Promise<void> {
    const shared = await firstUsable(providers.list().filter(({ reach }) => reach === "installation"));
    if (!shared) return;
    logger.info(`another process runs the same queues, so "${shared.displayName}" runs them for both from now on`);
    await setting.write(shared.id);
    await options.tell(shared.id);
    await hub.follow();
  }

  return {
    size: () => others.length + 1,
    isConsumedBy: (pluginId) => [consumedHere(), ...others].flat().some((name) => name.startsWith(`${pluginId}.`)),
    beat: round,
    async [Symbol.asyncDispose]() {
      clearInterval(timer);
      await working;
      await store
        .leave()
        .catch((error: unknown) => logger.debug("the process counts for a few seconds more", { error }));
    },
  };
}

/** The newest first: Redis, where it has an address, before PostgreSQL, which is always there. */
async function firstUsable(engines: readonly QueueProvider[]): Promise<QueueProvider | undefined> {
  for (const engine of engines.toReversed()) {
    const isUsable = await engine.check().then(
      () => true,
      () => false,
    );
    if (isUsable) return engine;
  }
  return undefined;
}
