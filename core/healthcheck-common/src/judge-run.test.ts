import { expect, test } from "bun:test";
import { assertionSchema, type AssertionResult } from "./assertion.ts";
import { judgeRun } from "./judge-run.ts";
import type { StrategyResult } from "./strategy.ts";

const completed: StrategyResult = { outcome: "completed", latencyMs: 120, timings: {}, fields: {} };
const failed: StrategyResult = {
  outcome: "failed",
  code: "CONNECTION_REFUSED",
  reason: "refused",
  timings: {},
  fields: {},
};
const noLimits = { degradedAfterMs: null, unhealthyAfterMs: null };

const result = (passed: AssertionResult["passed"], severity: "degraded" | "unhealthy"): AssertionResult => ({
  assertion: assertionSchema.parse({ field: "a", operator: "exists", severity }),
  passed,
  message: `${passed} ${severity}`,
});

test("an answer that nothing speaks against is healthy", () => {
  expect(judgeRun(completed, [result(true, "unhealthy")], noLimits)).toEqual({
    status: "healthy",
    code: null,
    message: "",
  });
});

test("a failed run is unhealthy for the strategy's reason, or degraded when the strategy says so", () => {
  expect(judgeRun(failed, [], noLimits)).toEqual({
    status: "unhealthy",
    code: "CONNECTION_REFUSED",
    message: "refused",
  });
  expect(judgeRun({ ...failed, severity: "degraded" }, [], noLimits).status).toBe("degraded");
});

test("what says something about ourselves is never held against the target", () => {
  const starved: StrategyResult = { outcome: "inconclusive", code: "STARVED", reason: "we were too busy" };
  expect(judgeRun(starved, [result(false, "unhealthy")], { degradedAfterMs: 1, unhealthyAfterMs: 1 }).status).toBe(
    "inconclusive",
  );
});

test("the worst failed assertion decides, and of equally bad ones the first is told", () => {
  const verdict = judgeRun(completed, [result(false, "degraded"), result(false, "unhealthy")], noLimits);
  expect(verdict).toEqual({ status: "unhealthy", code: "ASSERTION_FAILED", message: "false unhealthy" });
});

test("an assertion that could not be evaluated makes the run inconclusive, never healthy", () => {
  expect(judgeRun(completed, [result("inconclusive", "degraded")], noLimits).status).toBe("inconclusive");
  expect(judgeRun(completed, [result("inconclusive", "unhealthy"), result(false, "degraded")], noLimits).status).toBe(
    "inconclusive",
  );
});

test("unless something certain is as bad as it might have been", () => {
  expect(judgeRun(completed, [result("inconclusive", "degraded"), result(false, "degraded")], noLimits).status).toBe(
    "degraded",
  );
  expect(judgeRun(completed, [result("inconclusive", "unhealthy"), result(false, "unhealthy")], noLimits).status).toBe(
    "unhealthy",
  );
});

test("a slow answer is degraded or unhealthy by its limits", () => {
  expect(judgeRun(completed, [], { degradedAfterMs: 100, unhealthyAfterMs: 200 })).toEqual({
    status: "degraded",
    code: "TOO_SLOW",
    message: "took 120 ms, more than 100 ms",
  });
  expect(judgeRun(completed, [], { degradedAfterMs: 50, unhealthyAfterMs: 100 }).status).toBe("unhealthy");
  expect(judgeRun(completed, [], { degradedAfterMs: 120, unhealthyAfterMs: 120 }).status).toBe("healthy");
});
