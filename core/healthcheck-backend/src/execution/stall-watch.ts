import type { Clock } from "@checkstack/backend-api";

/** Knows when this process itself stood still: what it measured then says nothing about a target. */
export interface StallWatch extends Disposable {
  /** The longest time, in milliseconds, that the event loop stood still since `start` (of `clock.monotonic()`). */
  longestSince(start: number): number;
}

/** A stall may have been longer by this than what is told of it. Shorter, and an idle process would be woken in vain. */
const TICK_MS = 250;
/** Shorter ones are the daily bread of a busy process. */
const REMEMBERED_FROM_MS = 250;
const REMEMBERED_FOR_MS = 120_000;

export function createStallWatch({ clock }: { clock: Pick<Clock, "monotonic"> }): StallWatch {
  let last = clock.monotonic();
  let stalls: { readonly until: number; readonly ms: number }[] = [];

  function tick(): void {
    const now = clock.monotonic();
    const ms = now - last - TICK_MS;
    if (ms >= REMEMBERED_FROM_MS) {
      stalls = [...stalls.filter(({ until }) => until > now - REMEMBERED_FOR_MS), { until: now, ms }];
    }
    last = now;
  }
  const timer = setInterval(tick, TICK_MS);
  timer.unref();

  return {
    longestSince(start) {
      // After a stall the timer of a run may come before ours: then the stall has to be seen now.
      tick();
      return stalls.reduce((longest, { until, ms }) => (until > start ? Math.max(longest, ms) : longest), 0);
    },
    [Symbol.dispose]: () => clearInterval(timer),
  };
}
