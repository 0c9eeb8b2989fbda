import { Queue } from "bullmq";
import { Redis } from "ioredis";
import type { BullConnection, Envelope } from "../bull/bull-connection.ts";
import { PromptWorker } from "../bull/prompt-worker.ts";
import { processorOf, queueOptions, workerOptions, type WorkerTimes } from "../bull/worker-options.ts";
import { createRedisGridStore } from "./grid-store.ts";
import { keyPrefix } from "./key-prefix.ts";

/** Connects BullMQ to Redis. `prefix` keeps several installations apart that share one. */
export async function connectRedis(options: {
  url: string;
  prefix: string;
  leaseMs: number;
  onError: (error: Error) => void;
  workerTimes?: WorkerTimes;
}): Promise<BullConnection> {
  const { url, onError, workerTimes } = options;
  const prefix = keyPrefix(options.prefix);
  const redis = new Redis(url, {
    lazyConnect: true,
    // A worker waits for Redis for as long as it takes; who enqueues has a deadline of its own.
    maxRetriesPerRequest: null,
    retryStrategy: (attempt) => Math.min(attempt * 50, 500),
    connectTimeout: 3000,
  });
  const prompt = redis.duplicate({ enableOfflineQueue: false, maxRetriesPerRequest: 0, commandTimeout: 2000 });
  const close = (): void => {
    redis.disconnect();
    prompt.disconnect();
  };
  redis.on("error", onError);
  prompt.on("error", onError);
  try {
    await redis.connect();
    await prompt.connect();
  } catch (error) {
    close();
    throw error;
  }

  return {
    gridStore: createRedisGridStore({ redis, prompt, leaseMs: options.leaseMs, prefix: `${prefix}:` }),
    queue(name) {
      const queue = new Queue<Envelope, void>(name, { ...queueOptions, prefix, connection: redis });
      queue.on("error", onError);
      return queue;
    },
    worker(name, wanted) {
      const worker = new PromptWorker<Envelope, void>(name, processorOf(wanted), {
        ...workerOptions(wanted, workerTimes),
        prefix,
        connection: redis,
      });
      worker.on("error", onError);
      return worker;
    },
    onReconnect(listener) {
      redis.on("ready", listener);
      return { [Symbol.dispose]: () => void redis.off("ready", listener) };
    },
    async [Symbol.asyncDispose]() {
      close();
    },
  };
}
