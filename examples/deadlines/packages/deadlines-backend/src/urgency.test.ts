import { expect, test } from "bun:test";
import { readConfig } from "@checkstack/common";
import { daysLeft } from "./days-left.ts";
import { settingsConfig } from "./settings.ts";
import { resultOf } from "./strategy.ts";
import { urgencyOf } from "./urgency.ts";

const settings = { soonDays: 30, urgentDays: 7 };

test.each([
  [31, "later"],
  [30, "soon"],
  [8, "soon"],
  [7, "urgent"],
  [0, "urgent"],
  [-1, "over"],
] as const)("%d days left is %s", (days, urgency) => {
  expect(urgencyOf(days, settings)).toBe(urgency);
});

test("days are counted by the calendar, whatever the hour", () => {
  expect(daysLeft("2027-03-31", Date.parse("2027-03-31T23:59:59Z"))).toBe(0);
  expect(daysLeft("2027-03-31", Date.parse("2027-03-30T00:00:00Z"))).toBe(1);
  expect(daysLeft("2027-03-31", Date.parse("2027-04-01T00:00:00Z"))).toBe(-1);
});

test("the one warning of version 1 is the first of two", () => {
  expect(readConfig(settingsConfig, { version: 1, data: { warnDays: 90 } })).toEqual({ soonDays: 90, urgentDays: 7 });
});

test("a check is degraded when a deadline is urgent, and unhealthy when it is over", () => {
  const deadline = { id: "1", systemId: "1", name: "Licence", dueOn: "2027-03-31" };
  expect(resultOf({ ...deadline, daysLeft: 9, urgency: "soon" }, 1)).toMatchObject({ outcome: "completed" });
  expect(resultOf({ ...deadline, daysLeft: 3, urgency: "urgent" }, 1)).toMatchObject({
    outcome: "failed",
    severity: "degraded",
    reason: "Licence is due on 2027-03-31, in 3 days.",
  });
  const over = resultOf({ ...deadline, daysLeft: -1, urgency: "over" }, 1);
  expect(over).toMatchObject({ outcome: "failed", code: "DEADLINE_OVER" });
  expect(over).not.toHaveProperty("severity");
  expect(resultOf(undefined, 1)).toMatchObject({ outcome: "inconclusive" });
});
