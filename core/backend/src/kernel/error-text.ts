/** An error and what caused it, as one sentence: `migration 0002 failed: relation "x" does not exist`. */
export function errorSentence(thrown: unknown): string {
  const sentences: string[] = [];
  for (let error = thrown; error !== undefined && sentences.length < 5; error = causeOf(error)) {
    const text = error instanceof Error ? error.message || error.name : String(error);
    if (!sentences.some((earlier) => earlier.includes(text))) sentences.push(text);
  }
  return sentences.join(": ");
}

export const stackOf = (thrown: unknown): string | undefined => (thrown instanceof Error ? thrown.stack : undefined);

const causeOf = (thrown: unknown): unknown => (thrown instanceof Error ? thrown.cause : undefined);
