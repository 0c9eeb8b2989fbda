import { describe, expect, test } from "bun:test";
import { checkPolicySchema, type RunStatus } from "@checkstack/healthcheck-common";
import { describeLastRun, pendingChange } from "./pending-change.ts";

const policy = checkPolicySchema.parse({ failuresToAlert: 3, successesToRecover: 2 });

/** Oldest first in the test, newest first for the function. */
const runs = (...statuses: RunStatus[]) =>
  statuses
    .map((status, i) => ({ status, scheduledAt: new Date(i * 1000), message: status === "healthy" ? "" : "no answer" }))
    .toReversed();

describe("a failure that is not confirmed yet", () => {
  test("tells how many more it takes", () => {
    expect(pendingChange({ status: "healthy", runs: runs("healthy", "unhealthy"), policy })).toEqual({
      to: "unhealthy",
      missing: 2,
      seen: 1,
    });
    expect(pendingChange({ status: "unknown", runs: runs("unhealthy", "unhealthy"), policy })).toEqual({
      to: "unhealthy",
      missing: 1,
      seen: 2,
    });
  });

  test("starts anew after a success, and not after a run that could not tell", () => {
    const broken = runs("unhealthy", "unhealthy", "healthy", "unhealthy");
    expect(pendingChange({ status: "healthy", runs: broken, policy })?.missing).toBe(2);
    const unsure = runs("unhealthy", "inconclusive", "unhealthy");
    expect(pendingChange({ status: "healthy", runs: unsure, policy })?.missing).toBe(1);
  });
});

test("a recovery takes its successes", () => {
  expect(pendingChange({ status: "unhealthy", runs: runs("unhealthy", "healthy"), policy })).toEqual({
    to: "healthy",
    missing: 1,
    seen: 1,
  });
});

test.each([
  ["healthy", runs("healthy", "healthy")],
  ["unhealthy", runs("unhealthy", "unhealthy", "unhealthy")],
  ["paused", runs("unhealthy")],
  ["unknown", []],
] as const)("a check that is %s as its last run was is on the way to nothing", (status, seen) => {
  expect(pendingChange({ status, runs: seen, policy })).toBeUndefined();
});

test("the sentence says what was found and what is missing", () => {
  expect(describeLastRun({ status: "unknown", runs: runs("unhealthy"), policy })).toBe(
    "The last run was unhealthy: no answer. 2 more in a row and the check becomes unhealthy (1 of 3).",
  );
  expect(describeLastRun({ status: "healthy", runs: runs("healthy", "inconclusive"), policy })).toBe(
    "The last run was inconclusive: no answer. It counts neither for nor against the target.",
  );
  expect(describeLastRun({ status: "healthy", runs: runs("healthy"), policy })).toBeUndefined();
});
