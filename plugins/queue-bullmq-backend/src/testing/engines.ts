import type { Logger, QueueProvider } from "@checkstack/backend-api";
import { startTestRedis } from "@checkstack/test-utils-backend";
import type { BullProviderOptions } from "../bull/bull-provider.ts";
import { createPluginSchema } from "./plugin-schema.ts";
import { connectHere, type Where } from "./where.ts";

/** A database with nothing in it, on which any number of engines may run, each as in a process of its own. */
export interface Ground extends AsyncDisposable {
  readonly where: Where;
  /** What the engines logged, debug aside. */
  readonly logged: readonly string[];
  engine(options?: Partial<BullProviderOptions>): QueueProvider & AsyncDisposable;
  /** Takes the database away from everybody, as a restart does, until `comeBack`. */
  goAway(): Promise<void>;
  comeBack(): Promise<void>;
}

export const grounds: Record<Where["kind"], () => Promise<Ground>> = {
  async postgres() {
    const schema = await createPluginSchema();
    return ground({ kind: "postgres", url: schema.url, schemaName: schema.schemaName }, schema);
  },
  async redis() {
    const redis = await startTestRedis();
    return ground(
      { kind: "redis", url: redis.url, schemaName: "" },
      { goAway: redis.stop, comeBack: redis.start, [Symbol.asyncDispose]: () => redis[Symbol.asyncDispose]() },
    );
  },
};

function ground(where: Where, base: Pick<Ground, "goAway" | "comeBack"> & AsyncDisposable): Ground {
  const logged: string[] = [];
  const keep = (message: string) => void logged.push(message);
  const logger: Logger = { debug() {}, info: keep, warn: keep, error: keep };
  return {
    where,
    logged,
    engine: (options) => connectHere(where, { logger, ...options }),
    goAway: () => base.goAway(),
    comeBack: () => base.comeBack(),
    [Symbol.asyncDispose]: () => base[Symbol.asyncDispose](),
  };
}
