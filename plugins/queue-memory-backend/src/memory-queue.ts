import type { Clock, EnqueueOptions, Job, Logger, ProvidedQueue, RecurringJob } from "@checkstack/backend-api";
import {
  createAlarm,
  createConsumer,
  createDueHeap,
  createFailureLog,
  createRecurringJobs,
  createWaitingLine,
  retryDelay,
  type Consumer,
  type Outcome,
  type Tick,
  type Timers,
} from "@checkstack/queue-node";
import { createDeadLetters } from "./dead-letters.ts";

/** What an in-memory queue needs from outside. */
export interface QueueParts {
  readonly clock: Clock;
  readonly timers: Timers;
  readonly logger: Logger;
  /** 0 up to 1. */
  readonly random: () => number;
  readonly newId: () => string;
}

export interface MemoryQueue extends ProvidedQueue, Disposable {}

/** A job that was enqueued, while it is delayed, waits or runs. */
interface OneOff {
  readonly kind: "one-off";
  readonly id: string;
  readonly data: unknown;
  readonly options: EnqueueOptions;
  attempt: number;
  dueAt: number;
}

type Waiting = OneOff | Tick;

/** Jobs within this time of one another are taken at one waking: a timer is no finer than that. */
const BATCH_MS = 1;
const DEFAULT_ATTEMPTS = 3;
const DEFAULT_BACKOFF_MS = 1000;

/** Makes a queue that lives in this process: one heap of due times, one timer, jobs run in the order they became due. */
export function createMemoryQueue(name: string, parts: QueueParts): MemoryQueue {
  const { clock, logger } = parts;
  const delayed = createDueHeap<OneOff>();
  const waiting = createWaitingLine<Waiting>();
  const waitingKeys = new Map<string, OneOff>();
  const recurring = createRecurringJobs();
  const consumers = new Set<Consumer>();
  const dead = createDeadLetters();
  const failures = createFailureLog(name, logger);
  let active = 0;
  const alarm = createAlarm({ clock, timers: parts.timers, onWake: wake, onClockSetBack });

  function wake(): number | undefined {
    const now = clock.now() + BATCH_MS;
    for (const tick of recurring.takeDue(now)) waiting.add(tick, tick.waitingSince);
    for (let due = delayed.peek(); due && due.dueAt <= now; due = delayed.peek()) {
      delayed.remove(due);
      waiting.add(due.item, due.dueAt);
    }
    startWaiting();
    return earliest(recurring.nextDueAt(), delayed.peek()?.dueAt);
  }

  function onClockSetBack(byMs: number): void {
    recurring.planAgain(clock.now() - 1);
    for (const due of delayed.items()) delayed.move(due, due.dueAt - byMs);
  }

  /** Not at once: nobody's handler runs inside somebody's call of `enqueue`. */
  function startSoon(): void {
    queueMicrotask(startWaiting);
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

  async function run(next: Waiting, consumer: Consumer): Promise<void> {
    active++;
    const job = begin(next);
    const outcome = await consumer.run(job);
    active--;
    if (next.kind === "tick") finishTick(next, job, outcome);
    else finishOneOff(next, job, outcome);
    startWaiting();
  }

  function begin(next: Waiting): Job {
    if (next.kind === "tick") {
      recurring.begin(next);
      return { id: `${next.key}@${next.dueAt}`, data: next.data, attempt: 1, dueAt: next.dueAt };
    }
    const { key } = next.options;
    if (key !== undefined && waitingKeys.get(key) === next) waitingKeys.delete(key);
    return { id: next.id, data: next.data, attempt: next.attempt, dueAt: next.dueAt };
  }

  function finishTick(tick: Tick, job: Job, outcome: Outcome): void {
    recurring.end(tick);
    if (outcome.type === "done") failures.forget(tick.key);
    if (outcome.type !== "failed") return;
    // The next tick is the second try: no back-off could be better than the job's own rhythm.
    dead.add({ job, error: outcome.error, at: clock.now(), recurringKey: tick.key, options: {} });
    failures.failed(tick.key, outcome.error);
  }

  function finishOneOff(oneOff: OneOff, job: Job, outcome: Outcome): void {
    if (outcome.type === "interrupted") return add(oneOff);
    if (outcome.type === "done") return;
    const { attempts = DEFAULT_ATTEMPTS, backoffMs = DEFAULT_BACKOFF_MS } = oneOff.options;
    if (oneOff.attempt >= attempts) {
      dead.add({ job, error: outcome.error, at: clock.now(), options: oneOff.options });
      logger.error(`job ${job.id} of queue "${name}" failed ${attempts} times and is a dead letter now`, {
        error: outcome.error,
      });
      return;
    }
    const delayMs = retryDelay({ attempt: oneOff.attempt, backoffMs, random: parts.random });
    oneOff.attempt++;
    oneOff.dueAt = clock.now() + delayMs;
    add(oneOff);
  }

  /** A later job of the same key may wait by now: a retry then waits beside it, because no job may be lost. */
  function add(oneOff: OneOff): void {
    const { dueAt, options } = oneOff;
    const { key } = options;
    if (key !== undefined && !waitingKeys.has(key)) waitingKeys.set(key, oneOff);
    if (dueAt > clock.now()) {
      delayed.push(oneOff, dueAt);
      alarm.wakeBy(dueAt);
    } else {
      waiting.add(oneOff, dueAt);
      startSoon();
    }
  }

  function enqueue(data: unknown, options: EnqueueOptions = {}): void {
    if (options.key !== undefined && waitingKeys.has(options.key)) return;
    const dueAt = clock.now() + Math.max(0, options.delayMs ?? 0);
    add({ kind: "one-off", id: parts.newId(), data, options, attempt: 1, dueAt });
  }

  const allWaiting = (): OneOff[] => [
    ...waiting.items().filter((item) => item.kind === "one-off"),
    ...delayed.items().map(({ item }) => item),
  ];

  /** What is left of how it was enqueued. */
  function optionsLeft({ options, attempt, dueAt }: OneOff): EnqueueOptions {
    const attempts = Math.max(1, (options.attempts ?? DEFAULT_ATTEMPTS) - attempt + 1);
    return { ...options, attempts, delayMs: Math.max(0, dueAt - clock.now()) };
  }

  function takeOut(oneOff: OneOff): void {
    const { key } = oneOff.options;
    if (key !== undefined && waitingKeys.get(key) === oneOff) waitingKeys.delete(key);
    waiting.remove(oneOff);
    for (const due of delayed.items()) if (due.item === oneOff) delayed.remove(due);
  }

  return {
    enqueue: async (data, options) => enqueue(data, options),
    async schedule(jobs: readonly RecurringJob[]) {
      for (const tick of recurring.schedule(jobs, clock.now())) waiting.remove(tick);
      const next = recurring.nextDueAt();
      if (next !== undefined) alarm.wakeBy(next);
    },
    async unschedule(keys) {
      for (const tick of recurring.unschedule(keys)) waiting.remove(tick);
      for (const key of keys) failures.forget(key);
    },
    consume(handler, { concurrency = 1 } = {}) {
      const consumer = createConsumer(handler, { concurrency });
      consumers.add(consumer);
      startSoon();
      return {
        async [Symbol.asyncDispose]() {
          consumers.delete(consumer);
          await consumer[Symbol.asyncDispose]();
        },
      };
    },
    async stats() {
      return {
        waiting: waiting.size,
        active,
        delayed: delayed.size,
        failed: dead.size,
        recurring: recurring.size,
        skipped: recurring.skipped,
        lagMs: Math.max(0, clock.now() - (waiting.oldest() ?? clock.now())),
      };
    },
    deadLetters: async ({ limit }) => dead.list(limit),
    async retry(id) {
      const letter = dead.take(id);
      if (letter) enqueue(letter.job.data, { ...letter.options, delayMs: 0 });
      return letter !== undefined;
    },
    discard: async (id) => dead.take(id) !== undefined,
    recurring: async () => recurring.list(),
    waiting: async ({ limit }) =>
      allWaiting()
        .slice(0, limit)
        .map((job) => ({ id: job.id, data: job.data, options: optionsLeft(job) })),
    async remove(ids) {
      const wanted = new Set(ids);
      for (const job of allWaiting()) if (wanted.has(job.id)) takeOut(job);
    },
    [Symbol.dispose]: alarm.stop,
  };
}

const earliest = (a: number | undefined, b: number | undefined): number | undefined =>
  a === undefined ? b : b === undefined ? a : Math.min(a, b);
