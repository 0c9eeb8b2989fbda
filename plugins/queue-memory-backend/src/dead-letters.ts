import type { DeadLetter, EnqueueOptions, Job } from "@checkstack/backend-api";

/** A job that failed for good, with what it takes to run it again. */
export interface KeptLetter {
  readonly job: Job;
  readonly error: unknown;
  /** ms since the epoch */
  readonly at: number;
  readonly recurringKey?: string;
  /** How it was enqueued; empty for a recurring job. */
  readonly options: EnqueueOptions;
}

/** The newest dead letters. A recurring job has one at most: its newest. */
export interface DeadLetters {
  readonly size: number;
  add(letter: KeptLetter): void;
  /** Newest first. */
  list(limit: number): readonly DeadLetter[];
  take(id: string): KeptLetter | undefined;
}

const LIMIT = 1000;

export function createDeadLetters(): DeadLetters {
  const letters = new Map<string, KeptLetter>();
  return {
    get size() {
      return letters.size;
    },
    add(letter) {
      const id = letter.recurringKey ?? letter.job.id;
      letters.delete(id);
      letters.set(id, letter);
      const [oldest] = letters.keys();
      if (letters.size > LIMIT && oldest !== undefined) letters.delete(oldest);
    },
    list: (limit) => [...letters].slice(-limit).toReversed().map(describe),
    take(id) {
      const letter = letters.get(id);
      letters.delete(id);
      return letter;
    },
  };
}

const describe = ([id, { job, error, at, recurringKey }]: [string, KeptLetter]): DeadLetter => ({
  id,
  data: job.data,
  reason: error instanceof Error ? error.message : String(error),
  attempts: job.attempt,
  dueAt: job.dueAt,
  failedAt: at,
  ...(recurringKey !== undefined && { recurringKey }),
});
