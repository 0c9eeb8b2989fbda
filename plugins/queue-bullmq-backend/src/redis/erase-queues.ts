import { Redis } from "ioredis";
import { within } from "../deadline.ts";
import { keyPrefix } from "./key-prefix.ts";

const BATCH = 1000;
/** A Redis with millions of keys is looked through in seconds. */
const ERASE_MS = 20_000;

/** Removes every key of the queues whose names begin with `queuePrefix`, BullMQ's and ours. */
export async function eraseInRedis(where: { url: string; prefix: string }, queuePrefix: string): Promise<void> {
  const redis = new Redis(where.url, { lazyConnect: true, retryStrategy: () => null, connectTimeout: 3000 });
  redis.on("error", () => {}); // The command that is under way fails with it.
  try {
    await within(erase(redis, where.prefix, queuePrefix), ERASE_MS, "Redis does not answer");
  } finally {
    redis.disconnect();
  }
}

async function erase(redis: Redis, prefix: string, queuePrefix: string): Promise<void> {
  await redis.connect();
  for (const begin of [queuePrefix, `grid:${queuePrefix}`]) {
    const pattern = `${keyPrefix(prefix)}:${begin}*`;
    for await (const keys of redis.scanStream({ match: pattern, count: BATCH })) {
      if (keys.length > 0) await redis.unlink(keys);
    }
  }
}
