import { createHook } from "@checkstack/common";
import * as z from "zod";
import { pluginMetadata } from "./metadata.ts";
import { checkStatusSchema } from "./status-schema.ts";

const statusChange = z.object({
  checkId: z.string(),
  systemId: z.string(),
  from: checkStatusSchema,
  to: checkStatusSchema,
  message: z.string(),
  at: z.coerce.date(),
});
export type StatusChange = z.infer<typeof statusChange>;

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
