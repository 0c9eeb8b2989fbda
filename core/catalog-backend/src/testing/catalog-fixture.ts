import { join } from "node:path";
import type { EmitHook, EmitSignal, Extensions, Logger } from "@checkstack/backend-api";
import type { systemDependents } from "@checkstack/catalog-common";
import { createPluginDatabase, type PluginDatabase } from "@checkstack/test-utils-backend";
import { createRouterClient } from "@orpc/server";
import { createDeletionImpact } from "../deletion-impact.ts";
import { createEnvironmentService } from "../environment-service.ts";
import { createGroupService } from "../group-service.ts";
import { createNews } from "../news.ts";
import { createCatalogRouter } from "../router.ts";
import { createSystemService } from "../system-service.ts";

type Dependent = ReturnType<Extensions<typeof systemDependents>["list"]>[number];

/** Databases that earlier tests are done with, empty again; they go with the server of this process. */
const idle: PluginDatabase[] = [];

/** An empty catalog in a real PostgreSQL, called through its contract. */
export async function openCatalog(options: { emitHook?: EmitHook; dependents?: readonly Dependent[] } = {}) {
  const migrations = join(import.meta.dir, "../../drizzle");
  const database = idle.pop() ?? (await createPluginDatabase({ migrations }));
  const hooks: { id: string; payload: unknown; inTransaction: boolean }[] = [];
  const signals: unknown[] = [];
  let now = 1_000_000_000_000;
  const clock = { now: () => now, monotonic: () => 0 };
  const emitHook: EmitHook = async (hook, payload, { tx } = {}) =>
    void hooks.push({ id: hook.id, payload, inTransaction: tx?.isTransaction ?? false });
  const emitSignal: EmitSignal = (_, payload) => void signals.push(payload);
  const news = createNews(emitSignal);
  const list = () => options.dependents ?? [];
  const logger: Logger = { debug() {}, info() {}, warn() {}, error() {} };
  const router = createCatalogRouter({
    systems: createSystemService({ database, clock, news, emitHook: options.emitHook ?? emitHook }),
    groups: createGroupService({ database, clock, news }),
    environments: createEnvironmentService({ database, clock, news }),
    deletionImpact: createDeletionImpact({
      dependents: { list, get: (id) => list().find(({ metadata }) => metadata.id === id), onChange() {} },
      logger,
      deadlineMs: 50,
    }),
  });
  return {
    client: createRouterClient(router, { context: { principal: { type: "anonymous", accessRules: [] } } }),
    database,
    hooks,
    signals,
    pass: (ms: number) => void (now += ms),
    async [Symbol.asyncDispose]() {
      await database.query("truncate systems, environments, groups");
      idle.push(database);
    },
  };
}
