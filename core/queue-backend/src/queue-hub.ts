import type { Clock, Job, Logger, QueueProvider, Queues, Scope } from "@checkstack/backend-api";
import { chooseEngine } from "./choose-engine.ts";
import type { ProviderList } from "./provider-list.ts";
import { createSwitchedQueue, type SwitchedQueue } from "./switched-queue.ts";

/** All queues of this process, and the engine that runs them. */
export interface QueueHub {
  /** The queues of one plugin, under its id; its consumers end with its scope. */
  forPlugin(consumer: Scope): Queues;
  /** The engine at work, undefined while there is none. */
  engine(): QueueProvider | undefined;
  queues(): readonly SwitchedQueue[];
  /** Looks which engine is to run the queues, and changes over to it. */
  follow(): Promise<void>;
  /** Closes the engine at work and opens it again, because its settings were changed. */
  reopen(): Promise<void>;
  /** Tries again to take over what waits with engines that were left. */
  takeOverRest(): Promise<void>;
  isMoving(): boolean;
  /** Forgets what this process has of a plugin that is gone, unless the plugin has come back. */
  release(pluginId: string): Promise<void>;
  /** Removes a plugin's jobs, recurring jobs and dead letters. Rejects when the engine at work cannot be reached. */
  erase(pluginId: string): Promise<void>;
  /** Resolves when the last change of engines is through. */
  switched(): Promise<void>;
}

export interface QueueHubOptions {
  readonly providers: ProviderList;
  /** `automatic`, or the id of the engine that was chosen. */
  readonly chosen: () => string;
  /** Runs `work` while no other process does. */
  readonly alone: (work: () => Promise<void>) => Promise<void>;
  readonly clock: Clock;
  readonly logger: Logger;
}

/** Makes the hub; it follows `providers`. */
export function createQueueHub(options: QueueHubOptions): QueueHub {
  const { providers, logger } = options;
  const queues = new Map<string, SwitchedQueue>();
  /** Engines that were left, while something may still wait with them. */
  const left = new Set<QueueProvider>();
  let engine: QueueProvider | undefined;
  let switching: Promise<void> = Promise.resolve();

  function inTurn(work: () => Promise<void>): Promise<void> {
    const result = switching.then(work);
    // What fails is told to who asked for it; the next one has its turn all the same.
    switching = result.catch(() => {});
    return result;
  }

  async function switchEngine(): Promise<void> {
    const next = chooseEngine(options.chosen(), providers);
    if (next === engine) return;
    const last = engine;
    engine = next;
    if (next) logger.info(`queues run on "${next.displayName}" now`);
    await attachAll(next);
    if (next) left.delete(next);
    // Jobs that all processes share wait where they are until their engine is back.
    if (last && (last.reach === "process" || (next && providers.has(last)))) left.add(last);
    await takeOverRest();
  }

  const attachAll = async (provider: QueueProvider | undefined): Promise<void> =>
    void (await Promise.all([...queues.values()].map((queue) => attach(queue, provider))));

  async function attach(queue: SwitchedQueue, provider: QueueProvider | undefined): Promise<void> {
    try {
      await queue.attach(provider);
    } catch (error) {
      logger.error(`queue "${queue.name}" does not run: "${provider?.displayName}" did not open it`, { error });
    }
  }

  async function takeOverRest(): Promise<void> {
    for (const provider of left) {
      try {
        if (provider.reach === "process") await takeOver(provider);
        else await options.alone(() => takeOver(provider));
        left.delete(provider);
        await provider.close();
      } catch (error) {
        if (!providers.has(provider)) left.delete(provider);
        logger.warn(
          `jobs still wait with "${provider.displayName}", which runs no queues any more; they are fetched as soon as it lets them`,
          { error },
        );
      }
    }
  }

  async function takeOver(provider: QueueProvider): Promise<void> {
    for (const queue of queues.values()) await queue.takeOver(provider);
  }

  function open(name: string): SwitchedQueue {
    const known = queues.get(name);
    if (known) return known;
    const queue = createSwitchedQueue(name, options);
    queues.set(name, queue);
    if (engine) void attach(queue, engine);
    return queue;
  }

  const queuesOf = (pluginId: string): SwitchedQueue[] =>
    [...queues.values()].filter(({ name }) => name.startsWith(`${pluginId}.`));

  async function release(pluginId: string): Promise<void> {
    if (queuesOf(pluginId).some((queue) => queue.isConsumed())) return;
    for (const { name } of queuesOf(pluginId)) queues.delete(name);
    for (const provider of providers.list()) await provider.release(pluginId);
  }

  async function erase(pluginId: string): Promise<void> {
    // Jobs that wait move with a change of engines, dead letters stay where they are.
    for (const provider of providers.list()) {
      try {
        await provider.erase(pluginId);
      } catch (error) {
        if (provider === engine) throw error;
        logger.warn(`dead letters of plugin "${pluginId}", which is gone, may still be in "${provider.displayName}"`, {
          error,
        });
      }
    }
  }

  const follow = (): Promise<void> => inTurn(switchEngine);
  providers.onChange(follow);
  void follow();
  return {
    forPlugin: (consumer) => ({
      queue(name, data) {
        const queue = open(`${consumer.pluginId}.${checkedName(name)}`);
        return {
          enqueue: queue.enqueue,
          schedule: queue.schedule,
          unschedule: queue.unschedule,
          stats: queue.stats,
          consume(handler, consumeOptions) {
            const parsed = (job: Job, signal: AbortSignal) => handler({ ...job, data: data.parse(job.data) }, signal);
            consumer.use(queue.consume(parsed, consumeOptions));
          },
        };
      },
    }),
    engine: () => engine,
    queues: () => [...queues.values()].toSorted((a, b) => (a.name < b.name ? -1 : 1)),
    follow,
    reopen: () =>
      inTurn(async () => {
        await attachAll(undefined);
        await engine?.close();
        await attachAll(engine);
      }),
    takeOverRest: () => inTurn(takeOverRest),
    isMoving: () => left.size > 0,
    release: (pluginId) => inTurn(() => release(pluginId)),
    erase: (pluginId) => inTurn(() => erase(pluginId)),
    switched: () => switching,
  };
}

function checkedName(name: string): string {
  if (/^[a-z][a-zA-Z0-9-]{0,39}$/.test(name)) return name;
  throw new Error(
    `"${name}" cannot name a queue: begin with a small letter, go on with at most 39 letters, digits or hyphens`,
  );
}
