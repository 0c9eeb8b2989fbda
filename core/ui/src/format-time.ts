/** `in 3 hours`, `2 minutes ago`, `now`. */
export function formatRelative(at: Date, now: Date): string {
  const seconds = (at.getTime() - now.getTime()) / 1000;
  if (Math.abs(seconds) < 5) return "now";
  for (const [unit, size] of UNITS) {
    if (Math.abs(seconds) >= size) return relative.format(Math.trunc(seconds / size), unit);
  }
  return relative.format(Math.trunc(seconds), "second");
}

/** Date, time and zone, to the second, in the reader's own zone. */
export const formatExact = (at: Date): string => exact.format(at);

/** `12 ms`, `1.4 s`, `3 min 20 s`, `2 h 5 min`, `3 d 4 h`: at most two units. */
export function formatDuration(ms: number): string {
  if (ms < 1_000) return `${ms < 10 && ms % 1 !== 0 ? ms.toFixed(1) : Math.round(ms)} ms`;
  if (ms < 59_950) return `${trimZero((ms / 1_000).toFixed(1))} s`;
  const seconds = Math.round(ms / 1_000);
  for (const [index, [name, size]] of DURATION_UNITS.entries()) {
    if (seconds < size) continue;
    const smaller = DURATION_UNITS[index + 1];
    const rest = smaller ? Math.floor((seconds % size) / smaller[1]) : 0;
    const whole = `${Math.floor(seconds / size)} ${name}`;
    return smaller && rest > 0 ? `${whole} ${rest} ${smaller[0]}` : whole;
  }
  return `${seconds} s`;
}

/** `99.982 %`; never rounded up to a hundred, which would be a lie. */
export const formatPercent = (ratio: number, digits = 3): string => {
  const factor = 10 ** digits;
  return `${trimZero((Math.floor(ratio * 100 * factor + 1e-6) / factor).toFixed(digits))} %`;
};

const trimZero = (text: string): string => text.replace(/\.?0+$/, "");

const UNITS: readonly (readonly [Intl.RelativeTimeFormatUnit, number])[] = [
  ["year", 31_557_600],
  ["month", 2_629_800],
  ["day", 86_400],
  ["hour", 3_600],
  ["minute", 60],
];

const DURATION_UNITS: readonly (readonly [string, number])[] = [
  ["d", 86_400],
  ["h", 3_600],
  ["min", 60],
  ["s", 1],
];

const relative = new Intl.RelativeTimeFormat("en", { numeric: "always" });

const exact = new Intl.DateTimeFormat("en-GB", {
  dateStyle: "medium",
  timeStyle: "long",
});
