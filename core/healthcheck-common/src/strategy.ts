import { createContractPoint, procedure } from "@checkstack/common";
import * as z from "zod";
import { fieldDescriptorSchema, fieldValuesSchema } from "./fields.ts";
import { pluginMetadata } from "./metadata.ts";

/** What people see of a strategy, and what forms and assertion editors are made from. */
export const strategyMetadataSchema = z.object({
  /** Unique among strategies: `http`. */
  id: z.string(),
  displayName: z.string(),
  description: z.string(),
  /** Where the picker lists it: `Web`, `Network`, `Database`. */
  category: z.string(),
  /** A lucide icon name: `globe`. */
  icon: z.string(),
  configVersion: z.number().int(),
  /** JSON Schema (draft 2020-12) of the configuration; `x-secret` and `x-advanced` as in `secretText`. */
  configSchema: z.record(z.string(), z.unknown()),
  /** The result fields that assertions may look at. */
  fields: z.array(fieldDescriptorSchema),
});
export type StrategyMetadata = z.infer<typeof strategyMetadataSchema>;

/** Bounded plain data that shows what happened, 16 KB at most: response head, body excerpt, certificate, addresses. */
export const evidenceSchema = z.record(z.string(), z.unknown());

/** Milliseconds of each phase, in order: `{ dns: 3.1, connect: 12, tls: 20, firstByte: 80, transfer: 4 }`. */
export const timingsSchema = z.record(z.string(), z.number());

/**
 * What one execution found. `failed` is a finding about the target; `inconclusive` one about ourselves
 * (no network, starved, over budget) and never counts for or against the target.
 */
export const strategyResultSchema = z.discriminatedUnion("outcome", [
  z.object({
    outcome: z.literal("completed"),
    latencyMs: z.number(),
    timings: timingsSchema,
    fields: fieldValuesSchema,
    /** Kept only when the run turns out not to be healthy. */
    evidence: evidenceSchema.optional(),
  }),
  z.object({
    outcome: z.literal("failed"),
    /** Stable, for filters: `CONNECTION_REFUSED`. */
    code: z.string(),
    /** One sentence for people. */
    reason: z.string(),
    /** How bad it is; `unhealthy` when left out. */
    severity: z.enum(["degraded", "unhealthy"]).optional(),
    latencyMs: z.number().optional(),
    timings: timingsSchema,
    fields: fieldValuesSchema,
    evidence: evidenceSchema.optional(),
  }),
  z.object({ outcome: z.literal("inconclusive"), code: z.string(), reason: z.string() }),
]);
export type StrategyResult = z.infer<typeof strategyResultSchema>;

/** Ways to check something. Third parties implement it with `defineHealthCheckStrategy` of `@checkstack/healthcheck-node`. */
export const healthCheckStrategies = createContractPoint(pluginMetadata, {
  id: "strategies",
  metadata: strategyMetadataSchema,
  router: {
    execute: procedure.input(z.object({ config: z.unknown() })).output(strategyResultSchema),
    /** Migrates and validates a configuration. */
    parseConfig: procedure
      .input(z.object({ version: z.number().int(), data: z.unknown() }))
      .output(
        z.object({
          version: z.number().int(),
          data: z.unknown(),
          /** The longest an execution takes, ms. */ timeoutMs: z.number(),
        }),
      )
      .errors({
        INVALID_CONFIG: {
          status: 400,
          data: z.object({ issues: z.array(z.object({ path: z.string(), message: z.string() })) }),
        },
      }),
  },
});
