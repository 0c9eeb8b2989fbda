/** Does something with at most `size` items at a time, one batch after the other; adds up what each gives. */
export async function inBatches<Item>(
  items: readonly Item[],
  { size, run }: { size: number; run(batch: Item[]): Promise<number> },
): Promise<number> {
  let sum = 0;
  for (let start = 0; start < items.length; start += size) {
    // The next batch waits, so that one that fails is the last.
    // oxlint-disable-next-line no-await-in-loop
    sum += await run(items.slice(start, start + size));
  }
  return sum;
}
