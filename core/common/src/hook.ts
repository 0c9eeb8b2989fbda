import type * as z from "zod";
import type { PluginMetadata } from "./plugin-metadata.ts";

/**
 * Something that happened, told to other back-end plugins.
 * - `once`: each subscribing plugin handles it in one process (at least once, retried, idempotent by event id).
 * - `broadcast`: every running instance handles it.
 * - `local`: only this process, not stored.
 */
export interface Hook<Payload = unknown> {
  /** `<pluginId>.<name>`, such as `catalog.systemDeleted`. */
  readonly id: string;
  readonly pluginId: string;
  readonly payload: z.ZodType<Payload>;
  readonly delivery: HookDelivery;
}

export type HookDelivery = "local" | "broadcast" | "once";

export const createHook = <Payload>(
  { pluginId }: PluginMetadata,
  options: { id: string; payload: z.ZodType<Payload>; delivery: HookDelivery },
): Hook<Payload> => ({ ...options, id: `${pluginId}.${options.id}`, pluginId });

/** What a subscriber gets beside the payload. */
export interface HookEvent {
  /** The same for every delivery of one event: what a handler is idempotent by. */
  readonly id: string;
  readonly occurredAt: Date;
  /** 1 for the first try. */
  readonly attempt: number;
}
