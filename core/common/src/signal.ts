import type * as z from "zod";
import type { Access } from "./access-rule.ts";
import type { PluginMetadata } from "./plugin-metadata.ts";

/** News pushed to the browsers of those who may read it. Carries a change, never a whole list. */
export interface Signal<Payload = unknown> {
  /** `<pluginId>.<name>`, such as `healthcheck.checkStatus`. */
  readonly id: string;
  readonly pluginId: string;
  readonly payload: z.ZodType<Payload>;
  readonly access: Access;
}

export const createSignal = <Payload>(
  { pluginId }: PluginMetadata,
  options: { id: string; payload: z.ZodType<Payload>; access: Access },
): Signal<Payload> => ({ ...options, id: `${pluginId}.${options.id}`, pluginId });
