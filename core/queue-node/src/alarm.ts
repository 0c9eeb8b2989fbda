import type { Clock } from "@checkstack/backend-api";
import type { Timers } from "./timers.ts";

/** One timer that wakes its owner at the earliest time it was asked for. */
export interface Alarm {
  /** Wakes at `dueAt`, or earlier when that was asked for before. */
  wakeBy(dueAt: number): void;
  stop(): void;
}

/** Longest single wait: after the machine slept or its clock was set, the truth is known within this time. */
const LONGEST_WAIT_MS = 30_000;
/** Shortest time between two wakings. A waking costs far more than a job, so that jobs are taken several at once. */
const SPACING_MS = 50;
/** Where jobs follow one another closely they are many: sooner, or they would all begin at the same moment. */
const DENSE_SPACING_MS = 20;
const DENSE_MS = 2;
/** The clock was set, rather than adjusted, when it moved by more than this against the monotonic one. */
const CLOCK_SET_MS = 1000;

/**
 * Makes an alarm. `onWake` answers when it wants to be woken next. `onClockSetBack` tells by how many milliseconds the
 * clock went back, before `onWake` is called.
 */
export function createAlarm(options: {
  clock: Clock;
  timers: Timers;
  onWake(): number | undefined;
  onClockSetBack(byMs: number): void;
}): Alarm {
  const { clock, timers } = options;
  let cancel: (() => void) | undefined;
  let wakesAt = Number.POSITIVE_INFINITY;
  let lastWoken = Number.NEGATIVE_INFINITY;
  let lead = clock.now() - clock.monotonic();

  function wakeBy(dueAt: number): void {
    if (dueAt >= wakesAt) return;
    cancel?.();
    const now = clock.now();
    wakesAt = Math.min(dueAt, now + LONGEST_WAIT_MS);
    const spacing = wakesAt - now < DENSE_MS ? DENSE_SPACING_MS : SPACING_MS;
    const rest = lastWoken + spacing - clock.monotonic();
    cancel = timers.after(Math.ceil(Math.max(rest, wakesAt - now, 1)), wake);
  }

  function wake(): void {
    cancel = undefined;
    wakesAt = Number.POSITIVE_INFINITY;
    lastWoken = clock.monotonic();
    const newLead = clock.now() - lastWoken;
    if (lead - newLead > CLOCK_SET_MS) options.onClockSetBack(lead - newLead);
    lead = newLead;
    const next = options.onWake();
    if (next !== undefined) wakeBy(next);
  }

  function stop(): void {
    cancel?.();
    // Whoever still asks to be woken asks in vain.
    wakesAt = Number.NEGATIVE_INFINITY;
  }

  return { wakeBy, stop };
}
