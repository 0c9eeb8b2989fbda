import { expect, test } from "bun:test";
import { describeImpact } from "./describe-impact.ts";

const checks = { label: "health checks", count: 1 };
const runs = { label: "stored runs", count: 12_000 };
const silent = { label: "unknown: incident did not answer", count: 0 };

test("everything that goes is named with its number", () => {
  expect(describeImpact([checks, runs])).toBe("1 health check and 12,000 stored runs will be deleted, too.");
  expect(describeImpact([runs], { atLeast: true })).toBe("At least 12,000 stored runs will be deleted, too.");
});

test("that nothing goes is said", () => {
  expect(describeImpact([])).toBe("Nothing else will be deleted.");
});

test("a plugin that did not answer never reads as if nothing would go", () => {
  expect(describeImpact([silent])).toBe("Unknown: incident did not answer.");
  expect(describeImpact([runs, silent])).toBe(
    "12,000 stored runs will be deleted, too. Unknown: incident did not answer.",
  );
});
