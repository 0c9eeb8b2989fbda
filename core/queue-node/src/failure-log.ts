import type { Logger } from "@checkstack/backend-api";

/** Tells the log the first failure of a row of a recurring job: one that fails every second would drown all else. */
export interface FailureLog {
  failed(key: string, error: unknown): void;
  /** The job ran well, or is gone: its next failure is news. */
  forget(key: string): void;
}

/** Makes the log of the queue `name`. */
export function createFailureLog(name: string, logger: Logger): FailureLog {
  const failing = new Set<string>();
  return {
    failed(key, error) {
      if (failing.has(key)) return;
      failing.add(key);
      logger.error(`recurring job "${key}" of queue "${name}" failed; it is tried again when it is next due`, {
        error,
      });
    },
    forget: (key) => void failing.delete(key),
  };
}
