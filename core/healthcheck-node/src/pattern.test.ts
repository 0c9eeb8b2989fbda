import { expect, test } from "bun:test";
import { OverBudgetError } from "./over-budget.ts";
import { findsPattern, patternProblem } from "./pattern.ts";

test("a pattern is found anywhere, and anchors are the pattern's own business", () => {
  expect(findsPattern("o+", "food")).toBe(true);
  expect(findsPattern("^o+$", "food")).toBe(false);
  expect(findsPattern("(?i)FOOD", "food")).toBe(true);
});

test("what hangs a backtracking engine is answered, and rightly", () => {
  expect(findsPattern("^(a+)+$", `${"a".repeat(100_000)}!`)).toBe(false);
  expect(findsPattern("^(a|a)*$", "a".repeat(100_000))).toBe(true);
});

test("a pattern too expensive for its text is given up", () => {
  expect(() => findsPattern("[ab]*a[ab]{900}c", "ab".repeat(50_000))).toThrow(OverBudgetError);
  expect(() => findsPattern("a", "a".repeat(1_000_001))).toThrow(OverBudgetError);
  expect(() => findsPattern("a".repeat(1001), "a")).toThrow(OverBudgetError);
});

test("a wrong pattern is refused with a reason that names the syntax", () => {
  expect(patternProblem("a(")).toContain("RE2 syntax");
  expect(patternProblem("(?=a)")).toContain("RE2 syntax");
  expect(patternProblem("(a)\\1")).toContain("RE2 syntax");
  expect(patternProblem("a+")).toBeUndefined();
});
