import type { Clock, Logger } from "@checkstack/backend-api";
import type { FinishedRun } from "./finished-run.ts";
import type { RunStore, StoredRuns } from "./run-store.ts";
import { isDataError } from "./write-error.ts";

/** Collects finished runs and stores them in batches, one transaction at a time. */
export interface RunWriter extends AsyncDisposable {
  /** Stores a run soon. Never waits and never fails: while the database is away, runs are kept, and tried again. */
  add(finished: FinishedRun, options?: { /** Somebody waits to see it. */ urgent?: boolean }): void;
  /** Stores a run at once. Resolves when it is stored, or was stored before by another; rejects when it is lost. */
  store(finished: FinishedRun): Promise<void>;
  stats(): RunWriterStats;
}

export interface RunWriterStats {
  readonly waiting: number;
  readonly stored: number;
  /** Runs that were lost: the oldest of too many while the database was away, and those that came too late. */
  readonly gaps: number;
  readonly transactions: number;
}

export interface RunWriterLimits {
  readonly maxBatch: number;
  /** A batch that is worth a transaction waits no longer than this; a smaller one waits longer for company. */
  readonly fullWaitMs: number;
  readonly smallWaitMs: number;
  readonly worthwhile: number;
  /** Runs kept while the database is away. */
  readonly maxWaiting: number;
  /** Older runs are refused: their roll-ups may have been folded for good. */
  readonly maxAgeMs: number;
  readonly retryMs: number;
  /** Lost runs are told together, this often. */
  readonly tellMs: number;
}

const DEFAULT_LIMITS: RunWriterLimits = {
  maxBatch: 2000,
  fullWaitMs: 50,
  smallWaitMs: 500,
  worthwhile: 100,
  maxWaiting: 50_000,
  maxAgeMs: 48 * 3_600_000,
  retryMs: 500,
  tellMs: 10_000,
};

/** A run on its way. `settle` is there when somebody waits for it. */
interface Waiting {
  readonly finished: FinishedRun;
  readonly addedAt: number;
  readonly settle?: { stored(): void; lost(error: Error): void };
}

export function createRunWriter(options: {
  store: RunStore;
  clock: Clock;
  logger: Logger;
  onStored: (stored: StoredRuns) => void;
  limits?: Partial<RunWriterLimits>;
}): RunWriter {
  const { store, clock, logger, onStored } = options;
  const limits = { ...DEFAULT_LIMITS, ...options.limits };
  let waiting: Waiting[] = [];
  let writing: Promise<void> | undefined;
  let timer: ReturnType<typeof setTimeout> | undefined;
  let away = false;
  let closing = false;
  let urgent = false;
  const counts = { stored: 0, gaps: 0, transactions: 0 };
  /** Runs that were lost and are not in the log yet, by reason. */
  const untold = new Map<string, number>();
  let tellTimer: ReturnType<typeof setTimeout> | undefined;

  function push(entry: Waiting): void {
    waiting.push(entry);
    if (waiting.length > limits.maxWaiting) lose(waiting.splice(0, 1), "too many runs wait for the database");
    wake();
  }

  /** One transaction at a time: what comes meanwhile is the next batch. While the database is away, the retry wakes us. */
  function wake(): void {
    if (writing || away || waiting.length === 0) return;
    const wait = urgent || closing ? 0 : dueIn();
    if (wait > 0) {
      timer ??= setTimeout(onTimer, Math.max(1, wait));
      return;
    }
    clearTimeout(timer);
    timer = undefined;
    writing = writeNext().finally(() => {
      writing = undefined;
      wake();
    });
  }

  function onTimer(): void {
    timer = undefined;
    wake();
  }

  function dueIn(): number {
    if (waiting.length >= limits.maxBatch) return 0;
    const waited = clock.monotonic() - (waiting[0]?.addedAt ?? 0);
    const allowed = waiting.length >= limits.worthwhile ? limits.fullWaitMs : limits.smallWaitMs;
    // With too few, look again when a larger batch would be due.
    return waited < limits.fullWaitMs ? limits.fullWaitMs - waited : allowed - waited;
  }

  async function writeNext(): Promise<void> {
    urgent = false;
    const batch = waiting.splice(0, limits.maxBatch);
    const oldest = clock.now() - limits.maxAgeMs;
    const [late, current] = partition(batch, ({ finished }) => finished.run.scheduledAt.getTime() < oldest);
    if (late.length > 0) lose(late, "the run is too old to be stored");
    if (current.length > 0) await write(current);
  }

  async function write(batch: readonly Waiting[]): Promise<void> {
    try {
      counts.transactions++;
      const stored = await store.store(batch.map(({ finished }) => finished));
      counts.stored += stored.runs.length;
      for (const { settle } of batch) settle?.stored();
      announce(stored);
    } catch (error) {
      if (!isDataError(error)) return putBack(batch, error);
      // One run that PostgreSQL refuses must not take the others with it, nor be tried for ever.
      if (batch.length === 1) return lose(batch, "the database refuses the run", error);
      const middle = Math.ceil(batch.length / 2);
      await write(batch.slice(0, middle));
      await write(batch.slice(middle));
    }
  }

  /** What listeners do with the news is no reason to store the runs again. */
  function announce(stored: StoredRuns): void {
    try {
      onStored(stored);
    } catch (error) {
      logger.error("stored runs could not be announced", { reason: String(error) });
    }
  }

  function putBack(batch: readonly Waiting[], error: unknown): void {
    if (!away) logger.warn("runs wait: the database does not take them", { reason: String(error), runs: batch.length });
    waiting = [...batch, ...waiting];
    const tooMany = waiting.length - limits.maxWaiting;
    if (tooMany > 0) lose(waiting.splice(0, tooMany), "too many runs wait for the database");
    if (closing) return lose(waiting.splice(0), "the process ends while the database is away", error);
    away = true;
    timer = setTimeout(() => {
      away = false;
      timer = undefined;
      wake();
    }, limits.retryMs);
  }

  function lose(lost: readonly Waiting[], reason: string, cause?: unknown): void {
    counts.gaps += lost.length;
    untold.set(reason, (untold.get(reason) ?? 0) + lost.length);
    if (!tellTimer) tell({ cause });
    for (const { settle } of lost) settle?.lost(new Error(`the run was not stored: ${reason}`, { cause }));
  }

  /** At once, then at most once in `tellMs`: a line for each lost run would be one trouble more. */
  function tell({ cause }: { cause?: unknown } = {}): void {
    tellTimer = undefined;
    if (untold.size === 0) return;
    for (const [reason, runs] of untold) {
      logger.error("runs are lost", { reason, runs, ...(cause !== undefined && { cause: String(cause) }) });
    }
    untold.clear();
    if (!closing) tellTimer = setTimeout(tell, limits.tellMs).unref();
  }

  return {
    add(finished, options) {
      urgent ||= options?.urgent ?? false;
      push({ finished, addedAt: clock.monotonic() });
    },
    store(finished) {
      const { promise, resolve, reject } = Promise.withResolvers<void>();
      urgent = true;
      push({ finished, addedAt: clock.monotonic(), settle: { stored: resolve, lost: reject } });
      return promise;
    },
    stats: () => ({ waiting: waiting.length, ...counts }),
    async [Symbol.asyncDispose]() {
      closing = true;
      clearTimeout(timer);
      timer = undefined;
      away = false;
      wake();
      while (writing) await writing;
      clearTimeout(tellTimer);
      tell();
    },
  };
}

function partition<T>(items: readonly T[], belongs: (item: T) => boolean): [T[], T[]] {
  const inside: T[] = [];
  const outside: T[] = [];
  for (const item of items) (belongs(item) ? inside : outside).push(item);
  return [inside, outside];
}
