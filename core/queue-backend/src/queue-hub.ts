import type { Clock, Job, Logger, QueueProvider, Queues, Scope } from "@checkstack/backend-api";
import type { ProviderList } from "./provider-list.ts";
import { createSwitchedQueue, type SwitchedQueue } from "./switched-queue.ts";

/** All queues of this process, and the engine that runs them. */
export interface QueueHub {
  /** The queues of one plugin, under its id; its consumers end with its scope. */
  forPlugin(consumer: Scope): Queues;
  /** The engine at work, undefined while there is none. */
  engine(): QueueProvider | undefined;
  queues(): readonly SwitchedQueue[];
  /** Resolves when the last change of engines is through. */
  switched(): Promise<void>;
}

/** Makes the hub; it follows `providers`. */
export function createQueueHub(options: { providers: ProviderList; clock: Clock; logger: Logger }): QueueHub {
  const { providers, logger } = options;
  const queues = new Map<string, SwitchedQueue>();
  let engine: QueueProvider | undefined;
  let switching = Promise.resolve();

  function follow(): Promise<void> {
    switching = switching.then(switchEngine);
    return switching;
  }

  async function switchEngine(): Promise<void> {
    const next = providers.current();
    if (next === engine) return;
    const last = engine;
    engine = undefined;
    if (last) await leave(last);
    engine = next;
    if (!next) return;
    logger.info(`queues run on "${next.displayName}" now`);
    await Promise.all([...queues.values()].map((queue) => attach(queue, next)));
  }

  async function leave(last: QueueProvider): Promise<void> {
    const fate = providers.has(last) ? "stays" : "goes";
    await Promise.all([...queues.values()].map((queue) => detach(queue, last, fate)));
  }

  async function detach(queue: SwitchedQueue, last: QueueProvider, fate: "stays" | "goes"): Promise<void> {
    try {
      await queue.detach({ engine: fate });
    } catch (error) {
      logger.error(`queue "${queue.name}" did not leave "${last.displayName}", which may run its jobs once more`, {
        error,
      });
    }
  }

  async function attach(queue: SwitchedQueue, next: QueueProvider): Promise<void> {
    try {
      await queue.attach(next);
    } catch (error) {
      logger.error(`queue "${queue.name}" does not run: "${next.displayName}" did not open it`, { error });
    }
  }

  function open(name: string): SwitchedQueue {
    const known = queues.get(name);
    if (known) return known;
    const queue = createSwitchedQueue(name, options);
    queues.set(name, queue);
    if (engine) void attach(queue, engine);
    return queue;
  }

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
    switched: () => switching,
  };
}

function checkedName(name: string): string {
  if (/^[a-z][a-zA-Z0-9-]{0,39}$/.test(name)) return name;
  throw new Error(
    `"${name}" cannot name a queue: begin with a small letter, go on with at most 39 letters, digits or hyphens`,
  );
}
