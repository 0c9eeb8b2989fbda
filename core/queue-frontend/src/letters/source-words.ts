import type { DeadLetter } from "@checkstack/queue-common";

/** Where a dead letter comes from, and what it was. */
export function sourceWords(letter: Pick<DeadLetter, "kind" | "source" | "subscriber" | "recurringKey">): {
  title: string;
  kind: string;
} {
  if (letter.kind === "event") return { title: `${letter.source} → ${letter.subscriber ?? "?"}`, kind: "Event" };
  return { title: letter.source, kind: letter.recurringKey === null ? "Job" : "Recurring job" };
}
