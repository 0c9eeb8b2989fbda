import { createSignal } from "@checkstack/common";
import { access } from "./access.ts";
import { pluginMetadata } from "./metadata.ts";
import type { Progress } from "./operation.ts";

/** A plugin came, went or changed its state. */
export const pluginsChanged = createSignal<{ readonly pluginId: string; readonly state: string }>(pluginMetadata, {
  id: "changed",
  access: "authenticated",
});

/** An install, upgrade, rollback or removal goes on. Its caller knows it by the `operationId` that it chose. */
export const operationProgress = createSignal<Progress>(pluginMetadata, {
  id: "progress",
  access: [access.pluginManage],
});

/** A process of the installation came, changed or was lost. */
export const instancesChanged = createSignal<Record<never, never>>(pluginMetadata, {
  id: "instances",
  access: [access.pluginRead],
});
