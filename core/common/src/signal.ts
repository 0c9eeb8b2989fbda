import type * as z from "zod";
import type { Access } from "./access-rule.ts";
import type { PluginMetadata } from "./plugin-metadata.ts";

/** News pushed to the browsers of those who may read it. Carries a change, never a whole list. */
export interface Signal<Payload = unknown> {
  /** `<pluginId>.<name>`, such as `healthcheck.checkStatus`. */
  readonly id: string;
  readonly pluginId: string;
  readonly access: Access;
  /** Checks what is emitted, in development, and what arrives in a browser. */
  readonly payload?: z.ZodType<Payload>;
}

/**
 * Names a signal. `createSignal<News>(…)` without a schema costs a browser no validator: what arrives is then taken as the
 * server says it, as the answer of a call is. Dates arrive as dates either way.
 */
export const createSignal = <Payload>(
  { pluginId }: PluginMetadata,
  options: { id: string; payload?: z.ZodType<Payload>; access: Access },
): Signal<Payload> => ({ ...options, id: `${pluginId}.${options.id}`, pluginId });
