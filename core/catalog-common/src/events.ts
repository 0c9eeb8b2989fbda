import { createContractPoint, createHook, procedure } from "@checkstack/common";
import * as z from "zod";
import { impactSchema } from "./contract.ts";
import { pluginMetadata } from "./metadata.ts";

/** Systems are gone. Whoever keeps something for them deletes it. */
export const systemsDeleted = createHook(pluginMetadata, {
  id: "systemsDeleted",
  payload: z.object({ systemIds: z.array(z.string()) }),
  delivery: "once",
});

/** Plugins that keep something for systems say here what a deletion would take with it. */
export const systemDependents = createContractPoint(pluginMetadata, {
  id: "systemDependents",
  metadata: z.object({ id: z.string() }),
  router: { impact: procedure.input(z.object({ systemIds: z.array(z.string()) })).output(z.array(impactSchema)) },
});
