import { plural } from "@checkstack/frontend-api";

const UNITS: readonly (readonly [string, number])[] = [
  ["day", 86_400],
  ["hour", 3_600],
  ["minute", 60],
  ["second", 1],
];

/** `30 seconds`, `1 minute`, `1 hour 30 minutes`: exact, in full words. */
export function describeInterval(seconds: number): string {
  const parts: string[] = [];
  let rest = Math.round(seconds);
  for (const [name, size] of UNITS) {
    const count = Math.floor(rest / size);
    rest -= count * size;
    if (count > 0) parts.push(plural(count, name));
  }
  return parts.join(" ") || "0 seconds";
}

/** `every minute`, `every 30 seconds`. */
export const describeEvery = (seconds: number): string =>
  `every ${describeInterval(seconds).replace(/^1 (\w+)$/, "$1")}`;
