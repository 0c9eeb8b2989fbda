import type { Logger, QueueProvider } from "@checkstack/backend-api";
import { startTestRedis } from "@checkstack/test-utils-backend";
import { createGate, type Gate } from "./gate.ts";
import { createPluginSchema } from "./plugin-schema.ts";
import { connectHere, type EngineOptions, type Where } from "./where.ts";

/** A database with nothing in it, on which any number of engines may run, each as in a process of its own. */
export interface Ground extends AsyncDisposable {
  readonly where: Where;
  /** What the engines logged, debug aside. */
  readonly logged: readonly string[];
  engine(options?: EngineOptions): QueueProvider & AsyncDisposable;
  /** The same ground behind a gate of its own. */
  behindGate(): Promise<{ readonly where: Where; readonly gate: Gate } & AsyncDisposable>;
  /** Leaves nothing of plugins `demo` and `demo-two`, nor in the log, for the next test. */
  clear(): Promise<void>;
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
    async behindGate() {
      const url = new URL(where.url);
      const gate = await createGate({ host: url.hostname, port: Number(url.port) });
      url.port = String(gate.port);
      return { where: { ...where, url: url.href }, gate, [Symbol.asyncDispose]: () => gate[Symbol.asyncDispose]() };
    },
    async clear() {
      await using eraser = connectHere(where);
      for (const pluginId of ["demo", "demo-two"]) await eraser.erase(pluginId);
      logged.length = 0;
    },
    goAway: () => base.goAway(),
    comeBack: () => base.comeBack(),
    [Symbol.asyncDispose]: () => base[Symbol.asyncDispose](),
  };
}
