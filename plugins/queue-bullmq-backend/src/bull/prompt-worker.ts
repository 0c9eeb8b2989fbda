import { Worker, type ConnectionOptions, type IQueueBackend, type JobProgress, type RedisQueueBackend } from "bullmq";

/** How long a worker waits after it has lost its connection. BullMQ's own five seconds are late for monitoring. */
const PAUSE_MS = 250;

/** BullMQ's worker, which looks for jobs again as soon as its database is back, and tells which it has in hand. */
export class PromptWorker<
  Data,
  Result,
  Name extends string = string,
  Backend extends IQueueBackend = RedisQueueBackend,
  Progress extends JobProgress = JobProgress,
  Options = ConnectionOptions,
> extends Worker<Data, Result, Name, Backend, Progress, Options> {
  readonly #inHand = new Set<string | undefined>();

  holds(jobId: string): boolean {
    return this.#inHand.has(jobId);
  }

  override async processJob(
    ...parameters: Parameters<Worker<Data, Result, Name, Backend, Progress, Options>["processJob"]>
  ) {
    const [{ id }] = parameters;
    this.#inHand.add(id);
    try {
      return await super.processJob(...parameters);
    } finally {
      this.#inHand.delete(id);
    }
  }

  override delay(...[ms, abortController]: Parameters<Worker["delay"]>): Promise<void> {
    return super.delay(ms ?? PAUSE_MS, abortController);
  }
}
