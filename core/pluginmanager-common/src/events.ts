import { createSignal } from "@checkstack/common";
import * as z from "zod";
import { access } from "./access.ts";
import { pluginMetadata } from "./metadata.ts";
import { progressSchema } from "./operation.ts";

/** A plugin came, went or changed its state. */
export const pluginsChanged = createSignal(pluginMetadata, {
  id: "changed",
  payload: z.object({ pluginId: z.string(), state: z.string() }),
  access: "authenticated",
});

/** An install, upgrade, rollback or removal goes on. Its caller knows it by the `operationId` that it chose. */
export const operationProgress = createSignal(pluginMetadata, {
  id: "progress",
  payload: progressSchema,
  access: [access.pluginManage],
});

/** A process of the installation came, changed or was lost. */
export const instancesChanged = createSignal(pluginMetadata, {
  id: "instances",
  payload: z.object({}),
  access: [access.pluginRead],
});
