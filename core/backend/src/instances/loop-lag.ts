/** How late this process is: what a timer was delayed by at worst since the last look. */
export interface LoopLag extends Disposable {
  take(): number;
}

const EVERY_MS = 100;

export function createLoopLag({ monotonic }: { monotonic(): number }): LoopLag {
  let worst = 0;
  let due = monotonic() + EVERY_MS;
  const timer = setInterval(() => {
    worst = Math.max(worst, monotonic() - due);
    due = monotonic() + EVERY_MS;
  }, EVERY_MS).unref();
  return {
    take() {
      const lag = Math.max(worst, monotonic() - due);
      worst = 0;
      return Math.max(0, lag);
    },
    [Symbol.dispose]: () => clearInterval(timer),
  };
}
