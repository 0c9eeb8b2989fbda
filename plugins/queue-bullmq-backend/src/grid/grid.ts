import type { Clock, Logger } from "@checkstack/backend-api";
import type { Consumer, Timers } from "@checkstack/queue-node";
import { createGridQueue, type GridQueue } from "./grid-queue.ts";
import { PARTITIONS, type BeatAnswer, type BeatReport, type GridStore } from "./grid-store.ts";

/**
 * The recurring jobs that this process runs, of all its queues. Each queue's jobs are divided into shares; a share is
 * leased to one process, which plans its due times in memory and tells the store once a second how far it has come. A
 * due time costs the store nothing.
 */
export interface Grid extends AsyncDisposable {
  /** Lets `consumer` take part in a queue's recurring jobs. Disposing hands back what it left, once it has ended. */
  join(queue: string, consumer: Consumer): AsyncDisposable;
  /** Tells that a consumer has room again. */
  hasRoom(queue: string): void;
  /** Looks at the store soon, because something changed there. */
  look(): void;
}

export interface GridOptions {
  readonly store: GridStore;
  /** This life of this process. */
  readonly owner: string;
  readonly clock: Clock;
  readonly timers: Timers;
  readonly logger: Logger;
  /** After this without a word from a process, others take its shares; the store knows the same. */
  readonly leaseMs: number;
  readonly beatMs: number;
  readonly onReachable: (reachable: boolean, error?: unknown) => void;
  /** Called after each beat that the store answered. */
  readonly onBeat: () => void;
}

const SOON_MS = 20;
const RETRY_MS = 250;

/** Makes a grid that begins to beat with its first consumer. */
export function createGrid(options: GridOptions): Grid {
  const { store, owner, clock, timers } = options;
  const queues = new Map<string, GridQueue>();
  let working: Promise<void> = Promise.resolve();
  let cancel: (() => void) | undefined;
  let answeredAt = clock.monotonic();
  let isReachable = true;
  let disposed = false;

  /** While the store is away nobody can take our shares, so we go on. After a stall of our own somebody may have. */
  const mayRun = (): boolean => !isReachable || clock.monotonic() - answeredAt < options.leaseMs;

  function beatIn(ms: number): void {
    cancel?.();
    cancel = disposed || queues.size === 0 ? undefined : timers.after(ms, () => void exclusive(beat));
  }

  /** One talk with the store at a time. */
  function exclusive(work: () => Promise<void>): Promise<void> {
    working = working.then(work);
    return working;
  }

  async function beat(): Promise<void> {
    const asked = [...queues.values()];
    const reports = asked.map((queue) => queue.report());
    try {
      const answers = await store.beat(owner, reports);
      reached(true);
      let isShort = false;
      for (const answer of answers) isShort = (await apply(answer)) || isShort;
      options.onBeat();
      beatIn(isShort ? SOON_MS * 5 : options.beatMs);
    } catch (error) {
      for (const [index, report] of reports.entries()) asked[index]?.retract(report);
      reached(false, error);
      for (const queue of asked) queue.adopt([], new Map());
      beatIn(RETRY_MS);
    }
  }

  function reached(now: boolean, error?: unknown): void {
    if (now) answeredAt = clock.monotonic();
    if (now !== isReachable) options.onReachable(now, error);
    isReachable = now;
  }

  /** Answers whether shares are still to be had. */
  async function apply(answer: BeatAnswer): Promise<boolean> {
    const queue = queues.get(answer.queue);
    if (!queue) return false;
    const wanted = queue.accept(answer);
    const loaded = wanted.length === 0 ? [] : await store.load(answer.queue, wanted);
    queue.adopt(loaded, new Map(answer.held.map(({ partition, version }) => [partition, version])));
    return answer.held.length === 0 && answer.members < PARTITIONS;
  }

  async function leave(queue: GridQueue): Promise<void> {
    queue.stop();
    queues.delete(queue.name);
    await exclusive(async () => {
      // The beat before may have brought another share.
      queue.stop();
      const report: BeatReport = queue.report();
      queue[Symbol.dispose]();
      try {
        await store.leave(owner, report);
      } catch (error) {
        // The leases end by themselves.
        reached(false, error);
      }
    });
  }

  return {
    join(name, consumer) {
      const queue = queues.get(name) ?? createGridQueue(name, { ...options, mayRun });
      queues.set(name, queue);
      queue.consumers.add(consumer);
      queue.startWaiting();
      beatIn(0);
      return {
        async [Symbol.asyncDispose]() {
          // It takes nothing more and its signal is aborted; what it broke off is handed back below.
          if (queue.consumers.size === 1) queue.stop();
          await consumer[Symbol.asyncDispose]();
          queue.consumers.delete(consumer);
          if (queue.consumers.size === 0) await leave(queue);
        },
      };
    },
    hasRoom: (name) => queues.get(name)?.startWaiting(),
    look: () => beatIn(SOON_MS),
    async [Symbol.asyncDispose]() {
      disposed = true;
      cancel?.();
      await working;
    },
  };
}
