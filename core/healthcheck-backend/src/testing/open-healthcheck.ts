import type { Scope, SecretBox } from "@checkstack/backend-api";
import { createRouterClient, ORPCError } from "@orpc/server";
import type { CheckJob } from "../engine.ts";
import { createHealthcheck } from "../healthcheck.ts";
import type { UpkeepJob } from "../upkeep/upkeep.ts";
import { createTestClock, quietLogger } from "./fixtures.ts";
import { createHandQueue } from "./hand-queue.ts";
import { openTestDatabase, type OpenTestDatabase } from "./open-database.ts";
import { createProbe, createTestStrategies } from "./probe.ts";

export const SYSTEM = "0193b5a0-0000-7000-8000-000000000001";

/** The whole plugin on a real PostgreSQL, with a queue that the test drives, called through its contract. */
export async function openHealthcheck(given: { database?: OpenTestDatabase } = {}) {
  const open = given.database ?? (await openTestDatabase());
  const clock = createTestClock();
  const queues = { checks: createHandQueue<CheckJob>(clock), upkeep: createHandQueue<UpkeepJob>(clock) };
  const strategies = createTestStrategies();
  strategies.add(createProbe());
  const hooks: { id: string; payload: unknown }[] = [];
  const signals: { id: string; payload: unknown; subject: string | undefined }[] = [];
  const { scope, end } = createTestScope();
  const healthcheck = createHealthcheck({
    database: open.database,
    runQueue: queues.checks,
    upkeepQueue: queues.upkeep,
    config: {
      read: async (_key, { schema }) => schema.parseAsync({}),
      write: async () => {},
      history: async () => [],
      rollback: async () => {},
    },
    secrets: toySecrets,
    clock,
    logger: quietLogger,
    catalog: {
      systems: {
        get: async ({ id }) => {
          if (id !== SYSTEM) throw new ORPCError("SYSTEM_NOT_FOUND", { status: 404, data: { id } });
          return system;
        },
      },
    },
    strategies,
    scope,
    emitHook: async (hook, payload, options) => {
      if (options?.tx) hooks.push({ id: hook.id, payload });
    },
    emitSignal: (signal, payload, options) => signals.push({ id: signal.id, payload, subject: options?.subject }),
  });
  await healthcheck.start();
  return {
    client: createRouterClient(healthcheck.router, {
      context: { principal: { type: "service", pluginId: "healthcheck" } },
    }),
    database: open.database,
    url: open.url,
    clock,
    strategies,
    hooks,
    signals,
    healthcheck,
    queues,
    async [Symbol.asyncDispose]() {
      await end();
      if (!given.database) await open[Symbol.asyncDispose]();
    },
  };
}

export type OpenHealthcheck = Awaited<ReturnType<typeof openHealthcheck>>;

/** Not a cipher: shows what was asked of it. */
export const toySecrets: SecretBox = {
  seal: (plain, place) => `${place}:${Buffer.from(plain).toString("hex")}`,
  open(sealed, place) {
    if (!sealed.startsWith(`${place}:`)) throw new Error(`sealed for another place than ${place}`);
    return Buffer.from(sealed.slice(place.length + 1), "hex").toString();
  },
};

const system = {
  id: SYSTEM,
  name: "Shop",
  description: "",
  owner: "",
  groupId: null,
  environmentId: null,
  tags: [],
  links: [],
  createdAt: new Date(0),
  updatedAt: new Date(0),
};

function createTestScope(): { scope: Scope; end(): Promise<void> } {
  const controller = new AbortController();
  const held = new AsyncDisposableStack();
  const scope: Scope = {
    pluginId: "healthcheck",
    signal: controller.signal,
    defer: (undo) => held.defer(undo),
    use: (resource) => held.use(resource),
  };
  return {
    scope,
    end() {
      controller.abort();
      return held.disposeAsync();
    },
  };
}
