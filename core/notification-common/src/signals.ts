import { createSignal } from "@checkstack/common";
import * as z from "zod";
import { access } from "./access.ts";
import { pluginMetadata } from "./metadata.ts";
import { notificationSchema } from "./notification.ts";

/** There is something new to read; of several at once, the newest is told. */
export const notificationAdded = createSignal(pluginMetadata, {
  id: "added",
  // Signals travel as JSON, which has no dates.
  payload: notificationSchema.extend({ since: z.coerce.date(), createdAt: z.coerce.date() }),
  access: [access.notificationRead],
});
