import type { Logger, QueueProvider } from "@checkstack/backend-api";
import { startTestRedis } from "@checkstack/test-utils-backend";
import { createBullProvider, type BullProviderOptions } from "../bull/bull-provider.ts";
import { connectPostgres } from "../postgres/postgres-connection.ts";
import { connectRedis } from "../redis/redis-connection.ts";
import { createPluginSchema } from "./plugin-schema.ts";

/** A database with nothing in it, on which any number of engines may run, each as in a process of its own. */
export interface Ground extends AsyncDisposable {
  readonly logged: string[];
  engine(options?: Partial<BullProviderOptions>): QueueProvider & AsyncDisposable;
}

export const grounds: Record<"postgres" | "redis", () => Promise<Ground>> = {
  async postgres() {
    const schema = await createPluginSchema();
    return ground((options) => connectPostgres({ ...options, ...schema }), schema);
  },
  async redis() {
    const redis = await startTestRedis();
    return ground((options) => connectRedis({ ...options, url: redis.url, prefix: "test" }), redis);
  },
};

function ground(connect: BullProviderOptions["connect"], base: AsyncDisposable): Ground {
  const logged: string[] = [];
  const keep = (message: string) => void logged.push(message);
  const logger: Logger = { debug() {}, info: keep, warn: keep, error: keep };
  return {
    logged,
    engine: (options) =>
      createBullProvider({
        id: "test",
        displayName: "Test",
        description: "",
        connect,
        clock: { now: Date.now, monotonic: () => performance.now() },
        logger,
        beatMs: 50,
        leaseMs: 500,
        ...options,
      }),
    [Symbol.asyncDispose]: () => base[Symbol.asyncDispose](),
  };
}
