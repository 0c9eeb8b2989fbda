/** Imports a built plugin, runs its `register`, and tells by IPC what it declared. See `probe.ts`. */
import { core, type BackendPluginRegistry, type Ref } from "@checkstack/backend-api";
import { qualifyAccessRule, type Access, type Contract, type PluginAdditions } from "@checkstack/common";
import { toHttpPath } from "@orpc/client/standard";
import { traverseContractProcedures } from "@orpc/server";
import * as z from "zod";
import { metadataSchema, probeJobSchema, type Found, type ProbeJob } from "./probe-protocol.ts";

type Declared = { adds: PluginAdditions; calls: Set<string>; inProcess: Set<string> };

async function look(job: ProbeJob): Promise<Found> {
  let what = "the back end cannot be imported";
  try {
    const backend =
      job.backend === undefined ? undefined : await importPlugin(job.backend, backendSchema, "createBackendPlugin");
    what = "the front end cannot be imported outside of a browser, which has to be possible until it is drawn";
    const frontend =
      job.frontend === undefined ? undefined : await importPlugin(job.frontend, frontendSchema, "createFrontendPlugin");
    what = "register failed";
    const { adds, calls, inProcess } = declarationsOf(backend);
    what = "an extension point cannot be imported";
    adds.extensions.push(...(await pointIds(job)));
    return {
      outcome: "found",
      ...(backend && { backend: backend.metadata }),
      ...(frontend && { frontend: frontend.metadata }),
      adds,
      calls: [...calls].toSorted(),
      inProcess: [...inProcess].toSorted(),
    };
  } catch (error) {
    return { outcome: "failed", what, reason: error instanceof Error ? error.message : String(error) };
  }
}

const backendSchema = z.object({
  metadata: metadataSchema,
  register: z.custom<(registry: BackendPluginRegistry) => void>((value) => typeof value === "function"),
});
const frontendSchema = z.object({ metadata: metadataSchema });

async function importPlugin<Schema extends z.ZodType>(
  entry: string,
  schema: Schema,
  maker: string,
): Promise<z.output<Schema>> {
  const loaded: { default?: unknown } = await import(entry);
  const parsed = schema.safeParse(loaded.default);
  if (parsed.success) return parsed.data;
  throw new Error(`its default export is no plugin; write "export default ${maker}({ ... })"`);
}

function declarationsOf(plugin: z.output<typeof backendSchema> | undefined): Declared {
  const declared: Declared = {
    adds: { accessRules: [], procedures: [], signals: [], extensions: [] },
    calls: new Set(),
    inProcess: new Set(),
  };
  if (plugin === undefined) return declared;
  const { adds, calls, inProcess } = declared;
  const { pluginId } = plugin.metadata;
  plugin.register({
    registerAccessRules: (rules) =>
      void adds.accessRules.push(
        ...rules.map(({ id, description }) => ({ id: qualifyAccessRule(pluginId, id), description })),
      ),
    registerContract: (contract) => void adds.procedures.push(...proceduresOf(contract)),
    registerSignals: (signals) => void adds.signals.push(...signals.map(({ id }) => id)),
    registerExtensionPoint() {},
    registerInit({ deps }) {
      for (const ref of Object.values(deps)) {
        if (ref.kind === "rpc") calls.add(ref.contract.pluginId);
        if (isInProcessOnly(ref)) inProcess.add(ref.id);
      }
    },
  });
  return declared;
}

/** What a plugin gets in a process of its own; other services, and points that take functions, end at the process. */
const OWN_PROCESS = [
  core.clock,
  core.config,
  core.database,
  core.databaseAddress,
  core.instance,
  core.logger,
  core.queue,
  core.secrets,
].map(({ id }) => id);

const isInProcessOnly = (ref: Ref): boolean =>
  ref.kind === "extension-point" || (ref.kind === "service" && ref.optional !== true && !OWN_PROCESS.includes(ref.id));

function proceduresOf({ pluginId, router }: Contract): PluginAdditions["procedures"] {
  const procedures: PluginAdditions["procedures"] = [];
  traverseContractProcedures({ router, path: [] }, ({ contract, path }) => {
    const { meta, route } = contract["~orpc"];
    const access: unknown = meta.access;
    if (!isAccess(access)) {
      throw new Error(
        `procedure "${path.join(".")}" declares no access; add .meta({ access: "public" | "authenticated" | "service" | [rule, ...] })`,
      );
    }
    procedures.push({
      method: route.method ?? "POST",
      path: `/api/${pluginId}${route.path ?? toHttpPath(path)}`,
      access: typeof access === "string" ? access : access.map(({ id }) => qualifyAccessRule(pluginId, id)),
    });
  });
  return procedures;
}

const isAccess = (value: unknown): value is Access =>
  z
    .union([z.enum(["public", "authenticated", "service"]), z.array(z.object({ id: z.string() })).min(1)])
    .safeParse(value).success;

async function pointIds(job: ProbeJob): Promise<string[]> {
  const ids = new Set<string>();
  for (const { module, name } of job.points) {
    const loaded: Record<string, unknown> = await import(module);
    const point = z.object({ kind: z.literal("contract-point"), id: z.string() }).safeParse(loaded[name]);
    if (point.success) ids.add(point.data.id);
  }
  return [...ids].toSorted();
}

process.send?.(await look(probeJobSchema.parse(JSON.parse(process.argv[2] ?? ""))));
process.exit(0);
