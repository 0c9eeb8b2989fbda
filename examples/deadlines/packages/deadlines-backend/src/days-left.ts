const DAY_MS = 86_400_000;

/** Whole days from now until the day `dueOn` (`2027-03-31`), counted in UTC; 0 on the day itself. */
export const daysLeft = (dueOn: string, now: number): number =>
  Math.round((Date.parse(`${dueOn}T00:00:00Z`) - startOfDay(now)) / DAY_MS);

const startOfDay = (now: number): number => now - (now % DAY_MS);
