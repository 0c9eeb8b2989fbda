import { withDates } from "./with-dates.ts";

/** What the server says over `/api/signals/ws`. */
export type ServerMessage =
  | { type: "signal"; id: string; payload: unknown; subject?: string; scoped?: true; at?: Date }
  | { type: "subscribed"; signals: readonly string[] }
  | { type: "refused"; signals: readonly string[]; reason?: string }
  | { type: "ping" };

/** The code with which the server closes the socket of a session that has ended. */
export const SESSION_ENDED = 4401;

export const subscribeMessage = (signals: readonly string[]): string => JSON.stringify({ type: "subscribe", signals });

export const unsubscribeMessage = (signals: readonly string[]): string =>
  JSON.stringify({ type: "unsubscribe", signals });

/** The answer to a ping, by which the server knows that somebody is there. */
export const PONG = JSON.stringify({ type: "pong" });

/** Reads a frame; nothing for what this version does not understand. */
export function parseServerMessage(frame: unknown): ServerMessage | undefined {
  if (typeof frame !== "string") return undefined;
  const message = parseJson(frame);
  if (!isRecord(message)) return undefined;
  switch (message["type"]) {
    case "ping":
      return { type: "ping" };
    case "subscribed":
      return { type: "subscribed", signals: texts(message["signals"]) };
    case "refused":
      return { type: "refused", signals: texts(message["signals"]), ...text("reason", message["reason"]) };
    case "signal":
      return typeof message["id"] === "string"
        ? {
            type: "signal",
            id: message["id"],
            payload: withDates(message["payload"], message["dates"]),
            ...text("subject", message["subject"]),
            ...(message["scoped"] === true && { scoped: true }),
            ...instant(message["at"]),
          }
        : undefined;
    default:
      return undefined;
  }
}

/** Waits 0.5 s, 1 s, 2 s … at most 30 s, each shortened by up to half, so that browsers do not return all at once. */
export const reconnectDelay = (attempt: number, random: number): number =>
  Math.min(30_000, 500 * 2 ** Math.min(attempt, 10)) * (1 - random / 2);

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}

const isRecord = (value: unknown): value is Record<string, unknown> => typeof value === "object" && value !== null;

const texts = (value: unknown): readonly string[] =>
  Array.isArray(value) ? value.filter((entry) => typeof entry === "string") : [];

const text = <Key extends string>(key: Key, value: unknown): Partial<Record<Key, string>> => {
  const result: Partial<Record<Key, string>> = {};
  if (typeof value === "string") result[key] = value;
  return result;
};

const instant = (value: unknown): { at?: Date } => {
  const at = typeof value === "string" || typeof value === "number" ? new Date(value) : undefined;
  return at && !Number.isNaN(at.getTime()) ? { at } : {};
};
