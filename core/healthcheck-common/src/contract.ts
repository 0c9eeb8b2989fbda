import { createContract, pageOf, pageQuery, procedure } from "@checkstack/common";
import * as z from "zod";
import { access } from "./access.ts";
import { assertionSchema } from "./assertion.ts";
import { checkChangeSchema, checkInputSchema, checkSchema } from "./check.ts";
import { pluginMetadata } from "./metadata.ts";
import { latencyLimitsSchema } from "./policy.ts";
import { runDetailSchema, runSchema, transitionSchema } from "./run.ts";
import { checkStatusSchema, runStatusSchema } from "./status-schema.ts";
import { strategyMetadataSchema } from "./strategy.ts";

const id = z.object({ id: z.string() });
const checkErrors = { CHECK_NOT_FOUND: { status: 404, data: id } } as const;
const configErrors = {
  SYSTEM_NOT_FOUND: { status: 404, data: id },
  STRATEGY_NOT_FOUND: { status: 400, data: z.object({ strategy: z.string() }) },
  INVALID_CONFIG: {
    status: 400,
    data: z.object({ issues: z.array(z.object({ path: z.string(), message: z.string() })) }),
  },
  /** The time limit of one run is not below the interval. */
  TIMEOUT_TOO_LONG: { status: 400, data: z.object({ timeoutMs: z.number(), intervalSeconds: z.number() }) },
} as const;

const read = procedure.meta({ access: [access.checkRead] });
const manage = procedure.meta({ access: [access.checkManage] });

export const uptimeSchema = z.object({
  window: z.enum(["24h", "7d", "30d", "90d"]),
  /** Share of conclusive time that was not unhealthy, 0 to 1; null when nothing conclusive is known. */
  uptime: z.number().nullable(),
  /** Share of the expected runs that gave a conclusive answer, 0 to 1. */
  coverage: z.number(),
  runs: z.number().int(),
  p50Ms: z.number().nullable(),
  p95Ms: z.number().nullable(),
});
export type Uptime = z.infer<typeof uptimeSchema>;

export const latencyPointSchema = z.object({
  at: z.date(),
  runs: z.number().int(),
  unhealthy: z.number().int(),
  p50Ms: z.number().nullable(),
  p95Ms: z.number().nullable(),
});
export type LatencyPoint = z.infer<typeof latencyPointSchema>;

/** How a system is: the worst of its checks. */
export const systemStatusSchema = z.object({
  systemId: z.string(),
  status: checkStatusSchema,
  since: z.date().nullable(),
  message: z.string(),
  checks: z.number().int(),
  /** The slowest of the last latencies of its checks. */
  latencyMs: z.number().nullable(),
  lastRunAt: z.date().nullable(),
});
export type SystemStatus = z.infer<typeof systemStatusSchema>;

export const healthcheckContract = createContract(pluginMetadata, {
  strategies: read
    .route({ method: "GET", path: "/strategies", summary: "Ways to check something" })
    .output(z.array(strategyMetadataSchema)),
  systems: read
    .route({ method: "GET", path: "/systems", summary: "How systems are, worst first" })
    .input(pageQuery.extend({ status: checkStatusSchema.optional() }))
    .output(pageOf(systemStatusSchema)),
  checks: {
    list: read
      .route({ method: "GET", path: "/checks", summary: "Checks, by name" })
      .input(
        pageQuery.extend({
          systemId: z.string().optional(),
          status: checkStatusSchema.optional(),
          strategy: z.string().optional(),
          search: z.string().max(200).optional(),
        }),
      )
      .output(pageOf(checkSchema)),
    get: read
      .route({ method: "GET", path: "/checks/{id}", summary: "One check" })
      .input(id)
      .output(checkSchema)
      .errors(checkErrors),
    create: manage
      .route({
        method: "POST",
        path: "/checks",
        summary: "Create a check; its first run begins at once",
        successStatus: 201,
      })
      .input(checkInputSchema)
      .output(checkSchema)
      .errors(configErrors),
    update: manage
      .route({ method: "PATCH", path: "/checks/{id}", summary: "Change, pause or resume a check" })
      .input(checkChangeSchema.extend(id.shape))
      .output(checkSchema)
      .errors({ ...checkErrors, ...configErrors }),
    delete: manage
      .route({ method: "DELETE", path: "/checks/{id}", summary: "Delete a check and its runs" })
      .input(id)
      .output(z.void())
      .errors(checkErrors),
    clone: manage
      .route({ method: "POST", path: "/checks/{id}/clone", summary: "Copy a check, paused", successStatus: 201 })
      .input(id.extend({ name: z.string().trim().min(1).max(100).optional() }))
      .output(checkSchema)
      .errors(checkErrors),
    run: manage
      .route({ method: "POST", path: "/checks/{id}/run", summary: "Run a check now" })
      .input(id)
      .output(runDetailSchema)
      .errors({ ...checkErrors, STRATEGY_NOT_FOUND: configErrors.STRATEGY_NOT_FOUND }),
    bulk: manage
      .route({ method: "POST", path: "/checks/bulk", summary: "Pause, resume or delete many checks" })
      .input(z.object({ ids: z.array(z.string()).min(1).max(2000), action: z.enum(["pause", "resume", "delete"]) }))
      .output(z.object({ changed: z.number().int() })),
    runs: read
      .route({ method: "GET", path: "/checks/{id}/runs", summary: "Runs, newest first" })
      .input(pageQuery.extend({ id: z.string(), status: runStatusSchema.optional() }))
      .output(pageOf(runSchema))
      .errors(checkErrors),
    runDetail: read
      .route({ method: "GET", path: "/checks/{id}/runs/{runId}", summary: "One run with its evidence" })
      .input(id.extend({ runId: z.string() }))
      .output(runDetailSchema)
      .errors({ ...checkErrors, RUN_NOT_FOUND: { status: 404, data: z.object({ runId: z.string() }) } }),
    uptime: read
      .route({
        method: "GET",
        path: "/checks/{id}/uptime",
        summary: "Uptime beside coverage, over 24 hours, 7, 30 and 90 days",
      })
      .input(id)
      .output(z.array(uptimeSchema))
      .errors(checkErrors),
    latency: read
      .route({ method: "GET", path: "/checks/{id}/latency", summary: "Latency over time" })
      .input(id.extend({ window: z.enum(["1h", "24h", "7d", "30d", "90d"]).default("24h") }))
      .output(z.array(latencyPointSchema))
      .errors(checkErrors),
    transitions: read
      .route({ method: "GET", path: "/checks/{id}/transitions", summary: "How the status changed, newest first" })
      .input(pageQuery.extend({ id: z.string() }))
      .output(pageOf(transitionSchema))
      .errors(checkErrors),
  },
  /** Runs a configuration once, without saving anything. */
  test: manage
    .route({ method: "POST", path: "/test", summary: "Try a configuration without saving it" })
    .input(
      z.object({
        strategy: z.string(),
        config: z.record(z.string(), z.unknown()),
        assertions: z.array(assertionSchema).max(50).default([]),
        /** By which its latency is judged. */
        policy: latencyLimitsSchema.prefault({}),
        /** Takes secrets that were left out from this check. */
        checkId: z.string().optional(),
      }),
    )
    .output(
      runDetailSchema.omit({ id: true, checkId: true, slot: true, source: true, scheduledAt: true, lastHealthy: true }),
    )
    .errors({
      ...checkErrors,
      STRATEGY_NOT_FOUND: configErrors.STRATEGY_NOT_FOUND,
      INVALID_CONFIG: configErrors.INVALID_CONFIG,
    }),
});
