import * as z from "zod";
import type { DatePath } from "./date-paths.ts";

/**
 * What a browser may ask for, as JSON text over `/api/signals/ws`. A signal is named by its id, or as `<id>#<subject>`
 * for what concerns one subject alone.
 */
export const clientMessageSchema = z.discriminatedUnion("type", [
  z.object({ type: z.literal("subscribe"), signals: z.array(z.string().max(200)).max(500) }),
  z.object({ type: z.literal("unsubscribe"), signals: z.array(z.string().max(200)).max(500) }),
  z.object({ type: z.literal("pong") }),
]);

export type ClientMessage = z.infer<typeof clientMessageSchema>;

/** What a browser is told. A refused signal is delivered after all once it exists and the person may read it. */
export type ServerMessage =
  | { readonly type: "subscribed"; readonly signals: readonly string[] }
  | {
      readonly type: "refused";
      readonly signals: readonly string[];
      readonly reason: "unknown" | "unauthorized" | "forbidden";
    }
  | {
      readonly type: "signal";
      readonly id: string;
      readonly payload: unknown;
      readonly dates?: readonly DatePath[];
      readonly subject?: string;
      /** Sent because of a subscription to this subject alone. */
      readonly scoped?: true;
      readonly at: string;
    }
  | { readonly type: "ping" };

/** Undefined for anything that is not a message of the protocol. */
export function parseClientMessage(data: string | Buffer): ClientMessage | undefined {
  if (typeof data !== "string") return undefined;
  try {
    return clientMessageSchema.safeParse(JSON.parse(data)).data;
  } catch {
    return undefined;
  }
}
