import type { DeadLetter, EnqueueOptions, ProvidedQueue } from "@checkstack/backend-api";
import type { GridStore } from "../grid/grid-store.ts";
import type { BullJob, BullQueue } from "./bull-connection.ts";

/** Jobs that failed for good, and the last failures of recurring jobs. */
export function createLetters(options: {
  name: string;
  queue: BullQueue;
  gridStore: GridStore;
  enqueue: (data: unknown, options?: EnqueueOptions) => Promise<void>;
}): Pick<ProvidedQueue, "deadLetters" | "retry" | "discard"> {
  const { name, queue, gridStore } = options;

  async function failedJob(letterId: string): Promise<BullJob | undefined> {
    const job = await queue.getJob(letterId.slice(JOB.length));
    return job?.finishedOn === undefined ? undefined : job;
  }

  return {
    async deadLetters({ limit }) {
      const [jobs, failures] = await Promise.all([
        queue.getJobs(["failed"], 0, limit - 1),
        gridStore.failures(name, limit),
      ]);
      const letters = [
        ...jobs.map(letterOf),
        ...failures.map(({ key, ...failure }) => ({ id: RECURRING + key, attempts: 1, recurringKey: key, ...failure })),
      ];
      return letters.toSorted((a, b) => b.failedAt - a.failedAt).slice(0, limit);
    },
    async retry(letterId) {
      if (letterId.startsWith(JOB)) {
        const job = await failedJob(letterId);
        await job?.retry("failed", { resetAttemptsMade: true, resetAttemptsStarted: true });
        return job !== undefined;
      }
      const failure = await gridStore.forgetFailure(name, letterId.slice(RECURRING.length));
      if (failure) await options.enqueue(failure.data);
      return failure !== undefined;
    },
    async discard(letterId) {
      if (!letterId.startsWith(JOB)) {
        return (await gridStore.forgetFailure(name, letterId.slice(RECURRING.length))) !== undefined;
      }
      const job = await failedJob(letterId);
      await job?.remove();
      return job !== undefined;
    },
  };
}

const JOB = "job:";
const RECURRING = "recurring:";

const letterOf = (job: BullJob): DeadLetter => ({
  id: `${JOB}${job.id}`,
  data: job.data.data,
  reason: job.failedReason,
  attempts: job.attemptsMade,
  dueAt: job.timestamp + (job.opts.delay ?? 0),
  failedAt: job.finishedOn ?? job.timestamp,
});
