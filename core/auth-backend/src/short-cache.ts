import type { Clock } from "@checkstack/backend-api";

/** Remembers answers for a moment. Callers that ask at the same time share one answer. */
export interface ShortCache<T> {
  /** The answer for `key`, loaded when there is none. `undefined` and failures are not kept. */
  get(key: string, load: () => Promise<T | undefined>): Promise<T | undefined>;
  /** Forgets everything, answers still on their way included: who asks from now on gets a fresh one. */
  clear(): void;
}

export function createShortCache<T>(options: { clock: Clock; ttlMs: number; maxEntries: number }): ShortCache<T> {
  const { clock, ttlMs, maxEntries } = options;
  const entries = new Map<string, Entry<T>>();

  function start(key: string, load: () => Promise<T | undefined>): Promise<T | undefined> {
    const until = clock.monotonic() + ttlMs;
    // A key is put last again with each new answer, so that the first one is the oldest.
    entries.delete(key);
    if (entries.size >= maxEntries) dropOldest();
    const answer = load();
    const entry = { until, answer };
    const drop = (): void => {
      if (entries.get(key) === entry) entries.delete(key);
    };
    entries.set(key, entry);
    answer.then((value) => value === undefined && drop(), drop);
    return answer;
  }

  function dropOldest(): void {
    const oldest = entries.keys().next();
    if (!oldest.done) entries.delete(oldest.value);
  }

  return {
    get(key, load) {
      const entry = entries.get(key);
      return entry && entry.until > clock.monotonic() ? entry.answer : start(key, load);
    },
    clear: () => entries.clear(),
  };
}

interface Entry<T> {
  readonly until: number;
  readonly answer: Promise<T | undefined>;
}
