import type { HookDeadLetters, QueueProvider } from "@checkstack/backend-api";
import type { DeadLetter } from "@checkstack/queue-common";
import type { QueueHub } from "./queue-hub.ts";

/** Which dead letter is meant. */
export interface LetterRef {
  readonly kind: "job" | "event";
  readonly source: string;
  readonly id: string;
  readonly subscriber?: string | null | undefined;
}

/** The dead letters of all queues, and of events that a plugin failed to handle. */
export interface Letters {
  /** Newest first. */
  list(limit: number): Promise<DeadLetter[]>;
  /** False when it is not there any more. */
  retry(letter: LetterRef): Promise<boolean>;
  discard(letter: LetterRef): Promise<boolean>;
}

export function createLetters({ hub, hooks }: { hub: QueueHub; hooks: HookDeadLetters }): Letters {
  const queueOf = (name: string): Pick<ReturnType<QueueProvider["open"]>, "retry" | "discard"> | undefined =>
    hub.queues().find((queue) => queue.name === name);

  async function jobs(limit: number): Promise<DeadLetter[]> {
    const lists = await Promise.all(
      hub.queues().map(async (queue) =>
        (await queue.deadLetters({ limit })).map((letter) => ({
          id: letter.id,
          kind: "job" as const,
          source: queue.name,
          subscriber: null,
          data: letter.data,
          reason: letter.reason,
          attempts: letter.attempts,
          failedAt: new Date(letter.failedAt),
          recurringKey: letter.recurringKey ?? null,
        })),
      ),
    );
    return lists.flat();
  }

  async function events(limit: number): Promise<DeadLetter[]> {
    return (await hooks.list({ limit })).map((letter) => ({
      id: letter.eventId,
      kind: "event" as const,
      source: letter.hookId,
      subscriber: letter.subscriber,
      data: letter.payload,
      reason: letter.lastError,
      attempts: letter.attempt,
      failedAt: letter.deadAt,
      recurringKey: null,
    }));
  }

  const eventOf = ({ id, subscriber }: LetterRef) => ({ eventId: id, subscriber: subscriber ?? "" });

  return {
    async list(limit) {
      const all = [...(await jobs(limit)), ...(await events(limit))];
      return all.toSorted((a, b) => b.failedAt.getTime() - a.failedAt.getTime()).slice(0, limit);
    },
    retry: async (letter) =>
      letter.kind === "event"
        ? hooks.retry(eventOf(letter))
        : ((await queueOf(letter.source)?.retry(letter.id)) ?? false),
    discard: async (letter) =>
      letter.kind === "event"
        ? hooks.discard(eventOf(letter))
        : ((await queueOf(letter.source)?.discard(letter.id)) ?? false),
  };
}
