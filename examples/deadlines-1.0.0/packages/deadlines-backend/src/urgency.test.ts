import { expect, test } from "bun:test";
import { daysLeft } from "./days-left.ts";
import { urgencyOf } from "./urgency.ts";

test.each([
  [31, "later"],
  [30, "soon"],
  [0, "soon"],
  [-1, "over"],
] as const)("%d days left is %s", (days, urgency) => {
  expect(urgencyOf(days, { warnDays: 30 })).toBe(urgency);
});

test("days are counted by the calendar, whatever the hour", () => {
  expect(daysLeft("2027-03-31", Date.parse("2027-03-31T23:59:59Z"))).toBe(0);
  expect(daysLeft("2027-03-31", Date.parse("2027-04-01T00:00:00Z"))).toBe(-1);
});
