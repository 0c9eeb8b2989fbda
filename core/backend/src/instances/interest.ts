import * as z from "zod";
import type { Emission } from "../signals/signal-hub.ts";
import { subjectKey } from "../signals/subscriptions.ts";

/** What somebody at one instance listens for. */
export interface Interest {
  covers(emission: Pick<Emission, "id" | "subject">): boolean;
}

/** Who has not told is sent everything. */
export const EVERYTHING: Interest = { covers: () => true };

/** With more than that of one signal, all of it is asked for. */
const MAX_SUBJECTS = 500;

export const interestSchema = z.array(z.string().max(200)).max(10_000);

/** `wanted` in as few words as others need to know. */
export function summarised(wanted: readonly string[]): readonly string[] {
  const bySignal = Map.groupBy(wanted, (text) => text.split("#", 1)[0] ?? text);
  return [...bySignal].flatMap(([id, texts]) => (texts.includes(id) || texts.length > MAX_SUBJECTS ? [id] : texts));
}

export function createInterest(told: readonly string[]): Interest {
  const topics = new Set(told);
  return {
    covers: ({ id, subject }) => topics.has(id) || (subject !== undefined && topics.has(subjectKey(id, subject))),
  };
}
