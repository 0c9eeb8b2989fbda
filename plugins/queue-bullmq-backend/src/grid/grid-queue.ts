import type { Clock, Job, Logger } from "@checkstack/backend-api";
import {
  createAlarm,
  createFailureLog,
  createRecurringJobs,
  createWaitingLine,
  type Consumer,
  type Outcome,
  type Tick,
  type Timers,
} from "@checkstack/queue-node";
import {
  PARTITIONS,
  type BeatAnswer,
  type BeatReport,
  type Failure,
  type LoadedPartition,
  type Progress,
} from "./grid-store.ts";
import { createOpenTicks } from "./open-ticks.ts";

/** The shares of one queue's recurring jobs that this process runs. Nothing here waits for the store. */
export interface GridQueue extends Disposable {
  readonly name: string;
  readonly consumers: Set<Consumer>;
  /** Takes up what waits, because a consumer has room. */
  startWaiting(): void;
  /** What the store is to be told; `accept` must follow, or `retract` when the store did not get it. */
  report(): BeatReport;
  retract(report: BeatReport): void;
  /** Lets go of what is not ours any more. Answers the shares to be loaded. */
  accept(answer: BeatAnswer): readonly number[];
  adopt(loaded: readonly LoadedPartition[], versions: ReadonlyMap<number, number>): void;
  /** Stops every share; those whose jobs have ended are in the next report. */
  stop(): void;
}

interface Share {
  version: number;
  keys: ReadonlySet<string>;
  /** Where it stood when it was stopped, to be handed back once nothing of it runs. */
  stoppedAt?: number;
}

export interface GridQueueOptions {
  readonly clock: Clock;
  readonly timers: Timers;
  readonly logger: Logger;
  /** False after a stall that may have cost us our leases: nothing is taken up until the next beat. */
  readonly mayRun: () => boolean;
}

/** Jobs within this time of one another are taken at one waking. */
const BATCH_MS = 1;

/** Makes the runner of one queue, without any share. */
export function createGridQueue(name: string, options: GridQueueOptions): GridQueue {
  const { clock, logger } = options;
  const recurring = createRecurringJobs();
  const waiting = createWaitingLine<Tick>();
  const open = createOpenTicks();
  const shares = new Map<number, Share>();
  const consumers = new Set<Consumer>();
  const failureLog = createFailureLog(name, logger);
  /** Those that the store has not been told of. */
  let failures = new Map<string, Failure>();
  let upTo = clock.now();
  let active = 0;
  const alarm = createAlarm({
    clock,
    timers: options.timers,
    onWake: wake,
    onClockSetBack: () => recurring.planAgain(clock.now() - 1),
  });

  function wake(): number | undefined {
    if (!options.mayRun()) return undefined;
    upTo = clock.now() + BATCH_MS;
    for (const tick of recurring.takeDue(upTo)) wait(tick);
    startWaiting();
    return recurring.nextDueAt();
  }

  function wait(tick: Tick): void {
    waiting.add(tick, tick.waitingSince);
    open.add(tick);
  }

  function startWaiting(): void {
    for (const consumer of consumers) {
      while (consumer.hasRoom()) {
        const next = waiting.take();
        if (!next) return;
        void run(next, consumer);
      }
    }
  }

  async function run(tick: Tick, consumer: Consumer): Promise<void> {
    active++;
    recurring.begin(tick);
    open.begin(tick);
    const job: Job = { id: `${tick.key}@${tick.dueAt}`, data: tick.data, attempt: 1, dueAt: tick.dueAt };
    const outcome = await consumer.run(job);
    active--;
    recurring.end(tick);
    open.end(tick, outcome.type === "interrupted" ? "keep" : "close");
    if (outcome.type === "interrupted") restore(tick.key, tick.dueAt);
    else note(job, tick.key, outcome);
    startWaiting();
  }

  function note(job: Job, key: string, outcome: Outcome): void {
    if (outcome.type === "done") return failureLog.forget(key);
    if (outcome.type !== "failed") return;
    // The next tick is the second try: no back-off could be better than the job's own rhythm.
    const reason = outcome.error instanceof Error ? outcome.error.message : String(outcome.error);
    failures.set(key, { dueAt: job.dueAt, failedAt: clock.now(), reason: reason.slice(0, 2000) });
    failureLog.failed(key, outcome.error);
  }

  function restore(key: string, dueAt: number): void {
    const tick = recurring.restore(key, dueAt);
    if (tick) wait(tick);
  }

  function drop(keys: Iterable<string>): void {
    for (const tick of recurring.unschedule([...keys])) waiting.remove(tick);
    for (const key of keys) failureLog.forget(key);
  }

  /** Nothing more of it starts; what waits is left to the process that takes it. */
  function stopShare(share: Share): void {
    if (share.stoppedAt !== undefined) return;
    share.stoppedAt = upTo;
    drop(share.keys);
  }

  const progressOf = (partition: number, { stoppedAt }: Share): Progress => ({
    upTo: stoppedAt ?? upTo,
    open: open.of(partition),
  });

  function forget(partition: number, share: Share): void {
    stopShare(share);
    open.forget(partition);
    shares.delete(partition);
  }

  function adoptOne({ partition, progress, jobs }: LoadedPartition, version: number): void {
    const known = shares.get(partition);
    if (known?.stoppedAt !== undefined) return;
    const keys = new Set(jobs.map(({ key }) => key));
    const removed = [...(known?.keys ?? [])].filter((key) => !keys.has(key));
    drop(removed);
    for (const key of removed) open.close(partition, key);
    // A job that is new to a share of ours is planned from when it was given: that was a moment ago, in another process.
    const from = (since: number): number => Math.max(since, known ? since : (progress?.upTo ?? since));
    for (const job of jobs) {
      for (const tick of recurring.schedule([job], from(job.since))) {
        waiting.remove(tick);
        open.close(partition, tick.key);
      }
    }
    shares.set(partition, { version, keys });
    if (known) return;
    for (const [key, dueAt] of Object.entries(progress?.open ?? {})) restore(key, dueAt);
  }

  return {
    name,
    consumers,
    startWaiting: () => queueMicrotask(startWaiting),
    report() {
      const all = [...shares].map(([partition, share]) => ({
        partition,
        isDone: share.stoppedAt !== undefined && !open.runs(partition),
        progress: progressOf(partition, share),
      }));
      const reported = failures;
      failures = new Map();
      return {
        queue: name,
        held: all.filter(({ isDone }) => !isDone).map(({ partition, progress }) => ({ partition, progress })),
        released: all.filter(({ isDone }) => isDone).map(({ partition, progress }) => ({ partition, progress })),
        failures: [...reported].map(([key, failure]) => ({ key, failure })),
        figures: { waiting: waiting.size, active, skipped: recurring.skipped, oldestDueAt: waiting.oldest() ?? null },
      };
    },
    retract(report) {
      failures = new Map([...report.failures.map(({ key, failure }) => [key, failure] as const), ...failures]);
    },
    accept({ members, held }) {
      const versions = new Map(held.map(({ partition, version }) => [partition, version]));
      for (const [partition, share] of shares) if (!versions.has(partition)) forget(partition, share);
      const running = [...shares].filter(([, share]) => share.stoppedAt === undefined);
      const stopping = shares.size - running.length;
      const surplus = shares.size - stopping - Math.ceil(PARTITIONS / members);
      for (const [, share] of running.slice(0, Math.max(0, surplus))) stopShare(share);
      return [...versions].flatMap(([partition, version]) =>
        shares.get(partition)?.version === version ? [] : [partition],
      );
    },
    adopt(loaded, versions) {
      for (const one of loaded) adoptOne(one, versions.get(one.partition) ?? 0);
      // At once: until what is overdue has been taken, `upTo` says more than is true.
      const next = wake();
      if (next !== undefined) alarm.wakeBy(next);
    },
    stop() {
      for (const share of shares.values()) stopShare(share);
    },
    [Symbol.dispose]: alarm.stop,
  };
}
