import { formatDuration } from "./format-time.ts";

/** A line in words: `p50: between 12 ms and 80 ms, 31 ms at last.` */
export function describeSeries({ label, values }: { label: string; values: readonly (number | null)[] }): string {
  const known = values.filter((value) => value !== null);
  const last = known.at(-1);
  if (last === undefined) return `${label}: nothing measured.`;
  const low = known.reduce((a, b) => Math.min(a, b));
  const high = known.reduce((a, b) => Math.max(a, b));
  return `${label}: between ${formatDuration(low)} and ${formatDuration(high)}, ${formatDuration(last)} at last.`;
}
