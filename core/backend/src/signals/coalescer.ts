/** Runs `run` after `ms`; the result calls it off. */
export type Schedule = (ms: number, run: () => void) => () => void;

export interface Coalescer<T> extends Disposable {
  push(key: string, value: T): void;
}

export interface CoalescerOptions<T> {
  readonly intervalMs: number;
  readonly schedule: Schedule;
  readonly deliver: (value: T) => void;
}

/**
 * Delivers the first value of a key at once and then at most one for each interval: of several in an interval the last,
 * and always the very last one.
 */
export function createCoalescer<T>({ intervalMs, schedule, deliver }: CoalescerOptions<T>): Coalescer<T> {
  const windows = new Map<string, { latest: { readonly value: T } | undefined; cancel: () => void }>();

  const endWindow = (key: string) => {
    const latest = windows.get(key)?.latest;
    windows.delete(key);
    if (!latest) return;
    open(key);
    deliver(latest.value);
  };

  const open = (key: string) =>
    void windows.set(key, { latest: undefined, cancel: schedule(intervalMs, () => endWindow(key)) });

  return {
    push(key, value) {
      const window = windows.get(key);
      if (window) {
        window.latest = { value };
        return;
      }
      open(key);
      deliver(value);
    },
    [Symbol.dispose]() {
      for (const { cancel } of windows.values()) cancel();
      windows.clear();
    },
  };
}
