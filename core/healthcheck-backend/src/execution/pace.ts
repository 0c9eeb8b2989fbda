import type { Clock, Logger } from "@checkstack/backend-api";
import { createCrowdWarning } from "./crowd-warning.ts";

/**
 * Lets only so many runs go on at once that this process keeps up with itself. A process with more work than time does
 * each thing late: answers wait unread until their time is over, and in the end nothing is done. Fewer at once are done
 * properly, and the rest waits or is left out.
 */
export interface Pace extends Disposable {
  /** Resolves when there is room for one more, first come first served. Undefined when there is room now. */
  enter(): Promise<void> | undefined;
  leave(): void;
  /** How many may go on at once, at the moment. */
  readonly limit: number;
}

/** Fewer than these at once are never the reason why a process is late. */
const MIN_AT_ONCE = 24;
const LOOK_EVERY_MS = 20;
/** Later than this: too much goes on. */
const TOO_LATE_MS = 40;
/** Earlier than this: there is time for more. */
const IN_TIME_MS = 15;
const SHRINK = 0.8;
const GROW = 8;
export function createPace(options: {
  clock: Pick<Clock, "monotonic">;
  logger: Pick<Logger, "warn">;
  maxAtOnce: number;
}): Pace {
  const { clock, maxAtOnce } = options;
  const waiting: (() => void)[] = [];
  const least = Math.min(MIN_AT_ONCE, maxAtOnce);
  let limit = maxAtOnce;
  let active = 0;
  let timer: ReturnType<typeof setTimeout> | undefined;
  let due = 0;
  const crowd = createCrowdWarning(options);

  /** Looks at how late the process is only while enough goes on for that to matter: an idle one is not woken. */
  function watch(): void {
    if (timer || (active <= least && limit === maxAtOnce)) return;
    due = clock.monotonic() + LOOK_EVERY_MS;
    timer = setTimeout(look, LOOK_EVERY_MS);
    timer.unref();
  }

  function look(): void {
    timer = undefined;
    limit = nextLimit(limit, { lateMs: clock.monotonic() - due, least, most: maxAtOnce });
    admit();
    crowd.see(waiting.length, clock.monotonic());
    watch();
  }

  function admit(): void {
    while (active < limit) {
      const next = waiting.shift();
      if (!next) return;
      active++;
      next();
    }
  }

  return {
    get limit() {
      return limit;
    },
    enter() {
      watch();
      if (active < limit) {
        active++;
        return undefined;
      }
      return new Promise((resolve) => waiting.push(resolve));
    },
    leave() {
      active--;
      admit();
    },
    [Symbol.dispose]: () => clearTimeout(timer),
  };
}

/** Gives way at once and comes back slowly. Pure. */
export function nextLimit(
  limit: number,
  { lateMs, least, most }: { lateMs: number; least: number; most: number },
): number {
  if (lateMs > TOO_LATE_MS) return Math.max(least, Math.floor(limit * SHRINK));
  return lateMs < IN_TIME_MS ? Math.min(most, limit + GROW) : limit;
}
