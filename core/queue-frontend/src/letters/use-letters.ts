import type { DeadLetter } from "@checkstack/queue-common";
import { plural } from "@checkstack/frontend-api";
import { toast } from "@checkstack/ui";
import { useMutation, useQueryClient } from "@tanstack/react-query";
import { useQueueClient } from "../shared/clients.ts";

export interface LetterActions {
  retry(letters: readonly DeadLetter[]): void;
  /** Rejects when any of them could not be thrown away. */
  discard(letters: readonly DeadLetter[]): Promise<void>;
  readonly pending: boolean;
}

/** Trying again and throwing away, one after the other: they are few. */
export function useLetterActions(): LetterActions {
  const client = useQueueClient();
  const queryClient = useQueryClient();
  const refresh = () => queryClient.invalidateQueries({ queryKey: client.key() });

  const retry = useMutation({
    mutationFn: async (letters: readonly DeadLetter[]) => {
      for (const letter of letters) await client.deadLetters.retry.call(refOf(letter));
      return letters.length;
    },
    onSuccess: (count) => toast.success(`${plural(count, "dead letter")} will be tried again`),
    onError: (error) => toast.error("Not all could be tried again", error),
    onSettled: refresh,
  });
  const discard = useMutation({
    mutationFn: async (letters: readonly DeadLetter[]) => {
      for (const letter of letters) await client.deadLetters.discard.call(refOf(letter));
    },
    onSettled: refresh,
  });

  return { retry: retry.mutate, discard: discard.mutateAsync, pending: retry.isPending || discard.isPending };
}

const refOf = ({ kind, source, id, subscriber }: DeadLetter) => ({ kind, source, id, subscriber });

/** The same for every list of them. */
export const keyOf = ({ kind, source, id, subscriber }: DeadLetter): string =>
  JSON.stringify([kind, source, id, subscriber]);
