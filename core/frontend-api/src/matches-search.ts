/** Whether every word of `query` occurs in one of the texts, in any case. */
export function matchesSearch(query: string, texts: readonly string[]): boolean {
  const words = query.toLowerCase().split(/\s+/).filter(Boolean);
  if (words.length === 0) return true;
  const haystack = texts.join("\n").toLowerCase();
  return words.every((word) => haystack.includes(word));
}
