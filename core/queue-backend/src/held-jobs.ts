import type { Clock, EnqueueOptions } from "@checkstack/backend-api";

/** Jobs of one queue that wait for an engine. */
export interface HeldJobs {
  readonly size: number;
  /** Throws when there are too many: memory is no place to collect work in. */
  hold(data: unknown, options: EnqueueOptions): void;
  /** Takes all out, in their order, each with what is left of its delay. */
  takeAll(): { data: unknown; options: EnqueueOptions }[];
}

const LIMIT = 10_000;

/** Makes an empty set of held jobs for the queue `name`. */
export function createHeldJobs(name: string, clock: Clock): HeldJobs {
  let jobs: { data: unknown; options: EnqueueOptions; since: number }[] = [];

  return {
    get size() {
      return jobs.length;
    },
    hold(data, options) {
      if (options.key !== undefined && jobs.some((job) => job.options.key === options.key)) return;
      if (jobs.length >= LIMIT) {
        throw new Error(
          `queue "${name}" takes no more jobs: ${LIMIT} wait, and no queue engine runs; start a plugin such as queue-memory`,
        );
      }
      jobs.push({ data, options, since: clock.monotonic() });
    },
    takeAll() {
      const taken = jobs;
      jobs = [];
      const now = clock.monotonic();
      return taken.map(({ data, options, since }) => ({
        data,
        options: { ...options, delayMs: Math.max(0, (options.delayMs ?? 0) - (now - since)) },
      }));
    },
  };
}
