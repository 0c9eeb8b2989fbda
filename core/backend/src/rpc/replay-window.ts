/** Knows which numbers of a sequence came before, in constant memory. */
export interface ReplayWindow {
  /** False when the number came before, or is so far behind the highest one that nobody remembers. */
  accept(number: number): boolean;
}

/** Numbers may overtake each other by so many. */
const SIZE = 65_536;
const BITS = 32;

/** As IPsec does it (RFC 4303 section 3.4.3): the highest number, and one bit for each of those before it. */
export function createReplayWindow(): ReplayWindow {
  const seen = new Uint32Array(SIZE / BITS);
  let highest = -1;
  const wordOf = (number: number): number => Math.floor((number % SIZE) / BITS);
  const bitOf = (number: number): number => 1 << (number % BITS);

  function advance(number: number): void {
    if (number - highest >= SIZE) seen.fill(0);
    else
      for (let next = highest + 1; next <= number; next++)
        seen[wordOf(next)] = (seen[wordOf(next)] ?? 0) & ~bitOf(next);
    highest = number;
  }

  return {
    accept(number) {
      if (!Number.isSafeInteger(number) || number < 0 || highest - number >= SIZE) return false;
      if (number > highest) advance(number);
      const word = seen[wordOf(number)] ?? 0;
      if ((word & bitOf(number)) !== 0) return false;
      seen[wordOf(number)] = word | bitOf(number);
      return true;
    },
  };
}
