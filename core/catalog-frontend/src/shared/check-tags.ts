import { tagSchema } from "@checkstack/catalog-common";

/** What is wrong with the first tag that is wrong; nothing when all are right. */
export function checkTags(tags: readonly string[]): string | undefined {
  for (const tag of tags) {
    const issue = tagSchema.safeParse(tag).error?.issues[0];
    if (issue) return `“${tag}” ${issue.message}`;
  }
  return undefined;
}

/** Adds what was typed to tags: several may stand there, with commas or spaces between them. */
export const addTyped = (tags: readonly string[], typed: string): string[] => [
  ...new Set([
    ...tags,
    ...typed
      .toLowerCase()
      .split(/[\s,]+/)
      .filter(Boolean),
  ]),
];
