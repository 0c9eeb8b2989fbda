const LONGEST_MS = 3_600_000;

/**
 * How long a job waits after its failed try number `attempt`: `backoffMs`, doubled for each further try, at most an hour,
 * and up to a fifth more by chance, so that jobs that failed together do not come back together.
 */
export const retryDelay = (options: { attempt: number; backoffMs: number; random: () => number }): number =>
  Math.min(options.backoffMs * 2 ** (options.attempt - 1), LONGEST_MS) * (1 + options.random() / 5);
