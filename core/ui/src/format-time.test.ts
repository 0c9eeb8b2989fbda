import { expect, test } from "bun:test";
import { formatDuration, formatExact, formatPercent, formatRelative } from "./format-time.ts";

const now = new Date("2026-03-01T12:00:00Z");
const before = (seconds: number) => new Date(now.getTime() - seconds * 1000);

test("relative time names the largest whole unit", () => {
  expect(formatRelative(before(2), now)).toBe("now");
  expect(formatRelative(before(59), now)).toBe("59 seconds ago");
  expect(formatRelative(before(60), now)).toBe("1 minute ago");
  expect(formatRelative(before(7_199), now)).toBe("1 hour ago");
  expect(formatRelative(before(3 * 86_400), now)).toBe("3 days ago");
  expect(formatRelative(before(-7_200), now)).toBe("in 2 hours");
});

test("exact time carries the zone", () => {
  expect(formatExact(now)).toMatch(/2026.*\d\d:\d\d:\d\d (UTC|GMT|[A-Z])/);
});

test("a duration has at most two units", () => {
  expect(formatDuration(0.42)).toBe("0.4 ms");
  expect(formatDuration(12)).toBe("12 ms");
  expect(formatDuration(1_000)).toBe("1 s");
  expect(formatDuration(1_440)).toBe("1.4 s");
  expect(formatDuration(59_990)).toBe("1 min");
  expect(formatDuration(200_000)).toBe("3 min 20 s");
  expect(formatDuration(7_500_000)).toBe("2 h 5 min");
  expect(formatDuration(3 * 86_400_000 + 4 * 3_600_000)).toBe("3 d 4 h");
});

test("a percentage is never rounded up to a hundred", () => {
  expect(formatPercent(1)).toBe("100 %");
  expect(formatPercent(0.9999999)).toBe("99.999 %");
  expect(formatPercent(0.5)).toBe("50 %");
  expect(formatPercent(0)).toBe("0 %");
});
