import type { Recurrence, RecurringJob } from "@checkstack/backend-api";
import { createDueHeap, type Due } from "./due-heap.ts";
import { createSchedule, type Schedule } from "./schedule.ts";

/** One due time of a recurring job, while it waits or runs. */
export interface Tick {
  readonly kind: "tick";
  readonly key: string;
  data: unknown;
  /** The latest due time it stands for. */
  dueAt: number;
  /** The first due time that it covers. */
  readonly waitingSince: number;
}

/** The recurring jobs of one queue and when each is due. A key waits once at most, and runs once at a time. */
export interface RecurringJobs {
  readonly size: number;
  /** Due times that were left out because the key still waited or ran. */
  readonly skipped: number;
  nextDueAt(): number | undefined;
  list(): readonly RecurringJob[];
  /** Adds or replaces all of them, or none when one is wrong. Answers the waiting ticks that are void now. */
  schedule(jobs: readonly RecurringJob[], now: number): Tick[];
  unschedule(keys: readonly string[]): Tick[];
  /** Lets a key wait for a due time that was taken before and not handled; undefined when it waits or runs, or is none. */
  restore(key: string, dueAt: number): Tick | undefined;
  /** The ticks that begin to wait at `now`. Of several missed due times of one key, the latest is told. */
  takeDue(now: number): Tick[];
  begin(tick: Tick): void;
  end(tick: Tick): void;
  /** Counts every next due time anew, the first after `at`: the clock was set back. */
  planAgain(at: number): void;
}

interface Entry {
  readonly key: string;
  readonly recurrence: Recurrence;
  readonly schedule: Schedule;
  data: unknown;
  due?: Due<Entry>;
  tick?: Tick;
}

/** Makes an empty set of recurring jobs. */
export function createRecurringJobs(): RecurringJobs {
  const entries = new Map<string, Entry>();
  const heap = createDueHeap<Entry>();
  // Apart from the entries: a key that is taken out and put back while it runs still runs once at a time.
  const running = new Set<string>();
  let skipped = 0;

  function plan(entry: Entry, dueAt: number | undefined): void {
    if (dueAt === undefined) {
      if (entry.due) heap.remove(entry.due);
      delete entry.due;
    } else if (entry.due) heap.move(entry.due, dueAt);
    else entry.due = heap.push(entry, dueAt);
  }

  function put(job: RecurringJob, schedule: Schedule | undefined, now: number): Tick[] {
    const known = entries.get(job.key);
    if (known && !schedule) {
      known.data = job.data;
      if (known.tick) known.tick.data = job.data;
      return [];
    }
    const dropped = drop(job.key);
    if (!schedule) return dropped;
    const entry: Entry = { ...job, schedule };
    entries.set(job.key, entry);
    plan(entry, schedule.next(now));
    return dropped;
  }

  function drop(key: string): Tick[] {
    const entry = entries.get(key);
    if (!entry) return [];
    plan(entry, undefined);
    entries.delete(key);
    return entry.tick ? [entry.tick] : [];
  }

  function take(entry: Entry, due: Due<Entry>, now: number): Tick | undefined {
    const first = due.dueAt;
    const following = entry.schedule.next(first);
    const missed = following !== undefined && following <= now;
    const dueAt = missed ? (entry.schedule.latest(now) ?? first) : first;
    plan(entry, missed ? entry.schedule.next(now) : following);
    if (running.has(entry.key)) {
      skipped++;
      return undefined;
    }
    if (entry.tick) {
      entry.tick.dueAt = dueAt;
      skipped++;
      return undefined;
    }
    entry.tick = { kind: "tick", key: entry.key, data: entry.data, dueAt, waitingSince: first };
    return entry.tick;
  }

  return {
    get size() {
      return entries.size;
    },
    get skipped() {
      return skipped;
    },
    nextDueAt: () => heap.peek()?.dueAt,
    list: () => [...entries.values()].map(({ key, recurrence, data }) => ({ key, recurrence, data })),
    schedule(jobs, now) {
      const checked = jobs.map((job) => ({ job, schedule: newSchedule(job, entries.get(job.key)) }));
      return checked.flatMap(({ job, schedule }) => put(job, schedule, now));
    },
    unschedule: (keys) => keys.flatMap(drop),
    restore(key, dueAt) {
      const entry = entries.get(key);
      if (!entry || entry.tick || running.has(key)) return undefined;
      entry.tick = { kind: "tick", key, data: entry.data, dueAt, waitingSince: dueAt };
      return entry.tick;
    },
    takeDue(now) {
      const ticks: Tick[] = [];
      for (let due = heap.peek(); due && due.dueAt <= now; due = heap.peek()) {
        const tick = take(due.item, due, now);
        if (tick) ticks.push(tick);
      }
      return ticks;
    },
    begin(tick) {
      running.add(tick.key);
      const entry = entries.get(tick.key);
      if (entry?.tick === tick) delete entry.tick;
    },
    end: (tick) => void running.delete(tick.key),
    planAgain(at) {
      for (const entry of entries.values()) plan(entry, entry.schedule.next(at));
    },
  };
}

/** The due times of `job`; undefined when it keeps those it has. */
const newSchedule = (job: RecurringJob, known: Entry | undefined): Schedule | undefined =>
  known && Bun.deepEquals(known.recurrence, job.recurrence) ? undefined : createSchedule(job.recurrence);
