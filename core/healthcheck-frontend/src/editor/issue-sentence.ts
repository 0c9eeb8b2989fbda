/** The part of a validator's issue that a sentence is made from. */
interface Issue {
  readonly code?: string | undefined;
  readonly message: string;
  readonly minimum?: number | bigint;
  readonly maximum?: number | bigint;
  readonly origin?: string;
}

/** What is wrong, as people read it: `must be at least 1` becomes `Must be at least 1.` */
export function sentenceOfIssue({ code, message, minimum, maximum, origin }: Issue): string {
  if (code === "invalid_type") return "This is needed.";
  // The validator's own words for limits are about programs, not people.
  if (code === "too_small" && origin !== "string" && minimum !== undefined && !isOwn(message)) {
    return `Must be at least ${minimum}.`;
  }
  if (code === "too_big" && origin !== "string" && maximum !== undefined && !isOwn(message)) {
    return `Must be at most ${maximum}.`;
  }
  const sentence = `${message.charAt(0).toUpperCase()}${message.slice(1)}`;
  return /[.!?]$/.test(sentence) ? sentence : `${sentence}.`;
}

/** Sentences of our own schemas begin in lower case. */
const isOwn = (message: string): boolean => /^[a-z]/.test(message);
