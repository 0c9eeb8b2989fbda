import * as z from "zod";
import { assertionSchema } from "./assertion.ts";
import { checkPolicySchema } from "./policy.ts";
import { checkStatusSchema } from "./status-schema.ts";

const name = z.string().trim().min(1, "must not be empty").max(100);
const intervalSeconds = z
  .number()
  .int("must be whole seconds")
  .min(1, "must be at least 1 second")
  .max(86_400, "must be at most a day");

/** One strategy with its configuration, on one system, again and again. Secrets in `config` are blanked. */
export const checkSchema = z.object({
  id: z.string(),
  name,
  systemId: z.string(),
  strategy: z.string(),
  config: z.record(z.string(), z.unknown()),
  intervalSeconds,
  assertions: z.array(assertionSchema),
  policy: checkPolicySchema,
  paused: z.boolean(),
  createdAt: z.date(),
  updatedAt: z.date(),
  status: checkStatusSchema,
  /** It changes its status so often that each change is not told. */
  flapping: z.boolean(),
  /** Since when it has this status. */
  statusSince: z.date().nullable(),
  /** Why, in one sentence; empty when healthy. */
  message: z.string(),
  lastRunAt: z.date().nullable(),
  lastLatencyMs: z.number().nullable(),
});
export type Check = z.infer<typeof checkSchema>;

export const checkInputSchema = z.object({
  name,
  systemId: z.string(),
  strategy: z.string(),
  config: z.record(z.string(), z.unknown()),
  intervalSeconds: intervalSeconds.default(60),
  assertions: z.array(assertionSchema).max(50).default([]),
  policy: checkPolicySchema.prefault({}),
  paused: z.boolean().default(false),
});

export const checkChangeSchema = z.object({
  name: name.optional(),
  systemId: z.string().optional(),
  /** Replaces the whole configuration; secrets left out keep their value. */
  config: z.record(z.string(), z.unknown()).optional(),
  intervalSeconds: intervalSeconds.optional(),
  assertions: z.array(assertionSchema).max(50).optional(),
  policy: checkPolicySchema.optional(),
  paused: z.boolean().optional(),
});
