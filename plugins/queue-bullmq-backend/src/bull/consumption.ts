import type { Job } from "@checkstack/backend-api";
import { createConsumer, type Consumer, type JobHandler, type Outcome } from "@checkstack/queue-node";

/** One consumer of recurring jobs and of BullMQ's, with one limit for both. */
export interface Consumption extends Consumer {
  /** As `run`, once there is room. A consumer that is ending takes nothing: the outcome is `interrupted`. */
  runInTurn(job: Job): Promise<Outcome>;
}

/** Makes a consumer. `onRoom` is called when a job has ended and nobody waits in turn. */
export function createConsumption(
  handler: JobHandler,
  options: { concurrency: number; onRoom: () => void },
): Consumption {
  const consumer = createConsumer(handler, options);
  const queue: (() => void)[] = [];
  let isEnding = false;

  async function run(job: Job): Promise<Outcome> {
    const outcome = await consumer.run(job);
    const next = queue.shift();
    if (next) next();
    else options.onRoom();
    return outcome;
  }

  return {
    hasRoom: () => queue.length === 0 && consumer.hasRoom(),
    run,
    async runInTurn(job) {
      while (!isEnding && !consumer.hasRoom()) await new Promise<void>((resolve) => queue.push(resolve));
      return isEnding ? { type: "interrupted" } : run(job);
    },
    async [Symbol.asyncDispose]() {
      isEnding = true;
      for (const resolve of queue.splice(0)) resolve();
      await consumer[Symbol.asyncDispose]();
    },
  };
}
