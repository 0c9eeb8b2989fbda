import { createSignal } from "@checkstack/common";
import * as z from "zod";
import { access } from "./access.ts";
import { pluginMetadata } from "./metadata.ts";

/** Deadlines of a system came or went. */
export const deadlinesChanged = createSignal(pluginMetadata, {
  id: "changed",
  payload: z.object({ systemId: z.string() }),
  access: [access.deadlineRead],
});
