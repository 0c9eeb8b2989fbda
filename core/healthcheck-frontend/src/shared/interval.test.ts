import { expect, test } from "bun:test";
import { describeEvery, describeInterval } from "./interval.ts";

test("an interval is told exactly, in full words", () => {
  expect([1, 30, 60, 90, 3_600, 5_400, 86_400].map(describeInterval)).toEqual([
    "1 second",
    "30 seconds",
    "1 minute",
    "1 minute 30 seconds",
    "1 hour",
    "1 hour 30 minutes",
    "1 day",
  ]);
});

test("one of a unit needs no number after every", () => {
  expect([1, 30, 60, 90].map(describeEvery)).toEqual([
    "every second",
    "every 30 seconds",
    "every minute",
    "every 1 minute 30 seconds",
  ]);
});
