import { createSignal } from "@checkstack/common";
import { access } from "./access.ts";
import type { StatusChange } from "./events.ts";
import { pluginMetadata } from "./metadata.ts";
import type { Run } from "./run.ts";

/** A check changed its status, for open pages. The subject is the check's id. */
export const checkStatusSignal = createSignal<StatusChange>(pluginMetadata, {
  id: "checkStatus",
  access: [access.checkRead],
});

/** A run was stored, for the open page of its check. The subject is the check's id. */
export const runSignal = createSignal<Run>(pluginMetadata, { id: "run", access: [access.checkRead] });

/** Checks were created, changed or deleted; an open page fetches what it shows of them. */
export const checksChanged = createSignal<{ readonly ids: readonly string[] }>(pluginMetadata, {
  id: "checksChanged",
  access: [access.checkRead],
});
