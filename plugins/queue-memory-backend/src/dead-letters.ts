import type { Job } from "@checkstack/backend-api";

/** A job that failed for good, and why. */
export interface DeadLetter {
  readonly job: Job;
  readonly error: unknown;
  /** ms since the epoch */
  readonly at: number;
}

/** The newest dead letters, oldest first. A recurring job has one at most: its newest. */
export interface DeadLetters {
  add(letter: DeadLetter, options?: { recurringKey?: string }): void;
  list(): readonly DeadLetter[];
}

const LIMIT = 1000;

export function createDeadLetters(): DeadLetters {
  const letters = new Map<string, DeadLetter>();
  return {
    add(letter, { recurringKey = letter.job.id } = {}) {
      letters.delete(recurringKey);
      letters.set(recurringKey, letter);
      const [oldest] = letters.keys();
      if (letters.size > LIMIT && oldest !== undefined) letters.delete(oldest);
    },
    list: () => [...letters.values()],
  };
}
