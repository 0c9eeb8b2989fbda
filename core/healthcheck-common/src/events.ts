import { createHook, createSignal } from "@checkstack/common";
import * as z from "zod";
import { access } from "./access.ts";
import { pluginMetadata } from "./metadata.ts";
import { runSchema } from "./run.ts";
import { checkStatusSchema } from "./status.ts";

const statusChange = z.object({
  checkId: z.string(),
  systemId: z.string(),
  from: checkStatusSchema,
  to: checkStatusSchema,
  message: z.string(),
  at: z.coerce.date(),
});

/** A check changed its status; told once, in the transaction that stored it. */
export const checkStatusChanged = createHook(pluginMetadata, {
  id: "checkStatusChanged",
  payload: statusChange,
  delivery: "once",
});

/**
 * What people should hear of a check: confirmed problems and recoveries, and that it flaps, once, instead of each change.
 * `since` is when the first run was due that showed it.
 */
export const checkAnnounced = createHook(pluginMetadata, {
  id: "checkAnnounced",
  payload: z.object({
    checkId: z.string(),
    systemId: z.string(),
    type: z.enum(["problem", "recovery", "flapping"]),
    status: checkStatusSchema,
    since: z.coerce.date(),
    message: z.string(),
  }),
  delivery: "once",
});

/** A check changed its status, for open pages. The subject is the check's id. */
export const checkStatusSignal = createSignal(pluginMetadata, {
  id: "checkStatus",
  payload: statusChange,
  access: [access.checkRead],
});

/** A run was stored, for the open page of its check. The subject is the check's id. */
export const runSignal = createSignal(pluginMetadata, {
  id: "run",
  // Signals travel as JSON, which has no dates.
  payload: runSchema.extend({ scheduledAt: z.coerce.date(), startedAt: z.coerce.date() }),
  access: [access.checkRead],
});

/** Checks were created, changed or deleted; an open page fetches what it shows of them. */
export const checksChanged = createSignal(pluginMetadata, {
  id: "checksChanged",
  payload: z.object({ ids: z.array(z.string()) }),
  access: [access.checkRead],
});
