import type { Job, Queues, Scope } from "@checkstack/backend-api";
import type { PlatformClient } from "./platform-client.ts";
import type { Requests } from "./requests.ts";

/** The plugin's queues, which an engine of the platform runs. */
export interface RemoteQueues {
  readonly service: Queues;
  /** Runs a job that the platform hands over. */
  run(consumer: string, job: Job, signal: AbortSignal | undefined): Promise<void>;
}

export function createRemoteQueues({
  platform: { queue: engine },
  requests,
  scope,
}: {
  readonly platform: Pick<PlatformClient, "queue">;
  readonly requests: Requests;
  readonly scope: Scope;
}): RemoteQueues {
  const consumers = new Map<string, (job: Job, signal: AbortSignal) => Promise<void>>();
  return {
    service: {
      queue: (name, data) => ({
        async enqueue(jobData, options = {}) {
          await engine.enqueue({ queue: name, data: jobData, options: { ...options } });
        },
        async schedule(jobs) {
          await engine.schedule({ queue: name, jobs: [...jobs] });
        },
        async unschedule(keys) {
          await engine.unschedule({ queue: name, keys: [...keys] });
        },
        stats: () => engine.stats({ queue: name }),
        consume(handler, { concurrency } = {}) {
          const consumer = `${name}/${consumers.size}`;
          consumers.set(consumer, (job, signal) => handler({ ...job, data: data.parse(job.data) }, signal));
          requests.add(engine.consume({ queue: name, consumer, ...(concurrency !== undefined && { concurrency }) }));
        },
      }),
    },
    async run(consumer, job, signal) {
      const handle = consumers.get(consumer);
      if (!handle) throw new Error(`has no consumer "${consumer}"`);
      await handle(job, signal ? AbortSignal.any([signal, scope.signal]) : scope.signal);
    },
  };
}
