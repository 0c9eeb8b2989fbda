/** Waiting, as a dependency, so that no test sleeps. */
export interface Timers {
  /** Calls `run` once after `ms`; the answer calls it off. Does not keep the process alive. */
  after(ms: number, run: () => void): () => void;
}

export const systemTimers: Timers = {
  after(ms, run) {
    const timer = setTimeout(run, ms);
    timer.unref();
    return () => clearTimeout(timer);
  },
};
