import type { Clock } from "@checkstack/backend-api";
import type { Timers } from "./timers.ts";

/** Time that passes when a test says so. */
export interface ManualTime {
  readonly clock: Clock;
  readonly timers: Timers;
  /** Lets `ms` pass: every timer fires in its turn, and what it set off runs on before the next. */
  advance(ms: number): Promise<void>;
  /** The process was busy or asleep for `ms`: no timer fired meanwhile; overdue ones fire at the end. */
  stall(ms: number): Promise<void>;
  /** Somebody sets the clock. */
  setClock(byMs: number): void;
}

export function createManualTime(start = 1_000_000_000_000): ManualTime {
  let now = start;
  let monotonic = 0;
  let timers: { at: number; run: () => void }[] = [];

  const pass = (ms: number) => {
    now += ms;
    monotonic += ms;
  };
  const nextTimer = (until: number) => timers.filter((timer) => timer.at <= until).toSorted((a, b) => a.at - b.at)[0];

  async function advance(ms: number): Promise<void> {
    await settled();
    const until = monotonic + ms;
    for (let timer = nextTimer(until); timer; timer = nextTimer(until)) {
      pass(Math.max(0, timer.at - monotonic));
      timers = timers.filter((other) => other !== timer);
      timer.run();
      await settled();
    }
    pass(until - monotonic);
    await settled();
  }

  return {
    clock: { now: () => now, monotonic: () => monotonic },
    timers: {
      after(ms, run) {
        const timer = { at: monotonic + ms, run };
        timers.push(timer);
        return () => void (timers = timers.filter((other) => other !== timer));
      },
    },
    advance,
    async stall(ms) {
      pass(ms);
      await advance(0);
    },
    setClock: (byMs) => void (now += byMs),
  };
}

/** Lets everything run that waits for no timer and no I/O. */
export const settled = (): Promise<void> => new Promise((resolve) => setImmediate(resolve));
