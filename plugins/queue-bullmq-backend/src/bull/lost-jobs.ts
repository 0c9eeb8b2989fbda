import type { BullJob, BullQueue, BullWorker } from "./bull-connection.ts";

/** A job that is just arriving, or whose end is just being written down, is in hand or gone by then. */
const LOOK_AGAIN_MS = 500;
/** More than a process runs of one queue at once. */
const LIMIT = 1000;
/** BullMQ's word for: whoever has the lock. */
const ANY_LOCK = "0";

/**
 * Lets jobs wait again that the database gave to a worker while the connection broke, so that the worker never heard of them.
 * Otherwise they would come back only when their lock has run out.
 */
export async function handBackLost(options: {
  queue: BullQueue;
  worker: BullWorker;
  workerName: string;
  wait: (ms: number) => Promise<unknown>;
}): Promise<void> {
  const { queue, worker, workerName } = options;

  async function lost(): Promise<Map<string, BullJob>> {
    const jobs = await queue.getJobs(["active"], 0, LIMIT - 1);
    const ours = jobs.filter((job) => job.processedBy === workerName);
    return new Map(ours.flatMap((job) => (job.id === undefined || worker.holds(job.id) ? [] : [[job.id, job]])));
  }

  const before = await lost();
  if (before.size === 0) return;
  await options.wait(LOOK_AGAIN_MS);
  for (const [id, job] of await lost()) if (before.has(id)) await job.moveToWait(ANY_LOCK);
}
