import { describeError } from "@checkstack/ui";

/** Whether the server itself said that it failed. */
export const isAnswered = (error: unknown): boolean => describeError(error).code !== undefined;

/** How a failed operation is told: `known` when the server said so, and otherwise that nobody knows yet. */
export function failureWords(error: unknown, known: string): { title: string; hint?: string } {
  if (isAnswered(error)) return { title: known };
  return {
    title: "The server's answer did not arrive",
    hint: "It may have gone on without this page: the events tell what came of it.",
  };
}
