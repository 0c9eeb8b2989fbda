/** The parts of a request, in their order. */
export type Phase = "dns" | "connect" | "tls" | "firstByte" | "transfer";

/** Tells how long each phase took; a phase that comes again, after a redirect, adds up. */
export interface Stopwatch {
  readonly phase: Phase;
  readonly timings: Readonly<Partial<Record<Phase, number>>>;
  /** Ends the current phase and begins `phase`. */
  enter(phase: Phase): void;
  /** Ends the current phase, and gives the milliseconds since the start. */
  stop(): number;
}

/** @param monotonic Milliseconds that never go back. */
export function startStopwatch(monotonic: () => number): Stopwatch {
  const timings: Partial<Record<Phase, number>> = {};
  const started = monotonic();
  let phase: Phase = "dns";
  let since = started;
  const endPhase = (): void => {
    const now = monotonic();
    timings[phase] = round((timings[phase] ?? 0) + now - since);
    since = now;
  };
  return {
    get phase() {
      return phase;
    },
    timings,
    enter(next) {
      endPhase();
      phase = next;
    },
    stop() {
      endPhase();
      return round(since - started);
    },
  };
}

/** To the microsecond: more digits are noise. */
const round = (ms: number): number => Math.round(ms * 1000) / 1000;
