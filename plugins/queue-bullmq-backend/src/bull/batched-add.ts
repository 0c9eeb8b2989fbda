import type { BullQueue } from "./bull-connection.ts";

export type NewJob = Parameters<BullQueue["addBulk"]>[0][number];

interface Waiting {
  readonly job: NewJob;
  readonly resolve: () => void;
  readonly reject: (error: unknown) => void;
}

/** How many jobs go to the database at once. */
const LARGEST_BATCH = 500;
/** Fewer go one by one: on PostgreSQL a batch begins with making tables for itself. */
const SMALLEST_BATCH = 20;

/**
 * Adds jobs one by one, as it looks to callers; those that are added while the ones before are on their way go together,
 * all or none. A thousand checks that begin at a start are a few statements.
 */
export function createBatchedAdd(queue: Pick<BullQueue, "add" | "addBulk">): (job: NewJob) => Promise<void> {
  let waiting: Waiting[] = [];
  let sending = false;

  async function send(): Promise<void> {
    sending = true;
    // What is added in the same turn belongs to the first batch.
    await Promise.resolve();
    while (waiting.length > 0) {
      const batch = waiting.slice(0, LARGEST_BATCH);
      waiting = waiting.slice(LARGEST_BATCH);
      if (batch.length < SMALLEST_BATCH) await Promise.all(batch.map(addAlone));
      else await addTogether(batch);
    }
    sending = false;
  }

  async function addAlone({ job, resolve, reject }: Waiting): Promise<void> {
    await queue.add(job.name, job.data, job.opts).then(() => resolve(), reject);
  }

  async function addTogether(batch: readonly Waiting[]): Promise<void> {
    try {
      await queue.addBulk(batch.map(({ job }) => job));
      for (const { resolve } of batch) resolve();
    } catch (error) {
      for (const { reject } of batch) reject(error);
    }
  }

  return (job) =>
    new Promise((resolve, reject) => {
      waiting.push({ job, resolve, reject });
      if (!sending) void send();
    });
}
