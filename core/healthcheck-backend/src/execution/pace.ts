import type { Clock, Logger } from "@checkstack/backend-api";
import { createCrowdWarning } from "./crowd-warning.ts";

/**
 * Lets runs begin only as fast as this process keeps up with itself. A process with more work than time does each thing
 * late: answers wait unread until their time is over, and in the end nothing is done. Fewer are done properly, and the
 * rest waits or is left out. It is the beginnings that are held back and not the runs under way: one that waits for a
 * slow target costs nothing, and must keep nobody from being looked at.
 */
export interface Pace extends Disposable {
  /** Resolves when one more may begin, first come first served. Undefined when it may begin now. */
  enter(): Promise<void> | undefined;
  /** How many may begin within one interval, at the moment. */
  readonly allowance: number;
}

/** So long is an interval. */
const INTERVAL_MS = 20;
/** So many in an interval are never the reason why a process is late. */
const LEAST = 4;
const MOST = 500;
/** Later than this: too many begin. */
const TOO_LATE_MS = 40;
/** Earlier than this: there is time for more. */
const IN_TIME_MS = 15;
const SHRINK = 0.7;
const GROW = 4;

export function createPace(options: { clock: Pick<Clock, "monotonic">; logger: Pick<Logger, "warn"> }): Pace {
  const { clock } = options;
  const crowd = createCrowdWarning(options);
  const waiting: (() => void)[] = [];
  let allowance = MOST;
  let begun = 0;
  let since = clock.monotonic();
  let timer: ReturnType<typeof setTimeout> | undefined;

  function watch(): void {
    timer ??= setTimeout(look, INTERVAL_MS).unref();
  }

  function look(): void {
    timer = undefined;
    const lateMs = clock.monotonic() - since - INTERVAL_MS;
    const wasBusy = begun > LEAST;
    allowance = nextAllowance(allowance, lateMs);
    startInterval();
    while (begun < allowance) {
      const next = waiting.shift();
      if (!next) break;
      begun++;
      next();
    }
    crowd.see(waiting.length, since);
    if (wasBusy || waiting.length > 0 || allowance < MOST) watch();
  }

  function startInterval(): void {
    since = clock.monotonic();
    begun = 0;
  }

  return {
    get allowance() {
      return allowance;
    },
    enter() {
      // A process that has little to do is not woken to be asked whether it has much to do.
      if (!timer && clock.monotonic() - since > INTERVAL_MS) startInterval();
      if (begun < allowance) {
        if (++begun > LEAST && !timer) {
          since = clock.monotonic();
          watch();
        }
        return undefined;
      }
      watch();
      return new Promise((resolve) => waiting.push(resolve));
    },
    [Symbol.dispose]: () => clearTimeout(timer),
  };
}

/** Gives way quickly and comes back slowly. Pure. */
export function nextAllowance(allowance: number, lateMs: number): number {
  if (lateMs > TOO_LATE_MS) return Math.max(LEAST, Math.floor(allowance * SHRINK));
  return lateMs < IN_TIME_MS ? Math.min(MOST, allowance + GROW) : allowance;
}
