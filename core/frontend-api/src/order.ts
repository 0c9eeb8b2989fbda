/** Sorts by `order`, 100 when absent; equal ones stay as they were registered. */
export const byOrder = <T extends { readonly order?: number }>(items: readonly T[]): T[] =>
  items.toSorted((a, b) => (a.order ?? 100) - (b.order ?? 100));
