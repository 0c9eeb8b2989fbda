import { expect, test } from "bun:test";
import { countChanges, holdsRule, toggleRule } from "./rules-draft.ts";

const role = (id: string, ...accessRules: string[]) => ({ id, name: id, builtIn: false, accessRules });
const support = role("support", "catalog.read", "checks.read");

test("a rule that was given twice over is as before, and nothing is left to save", () => {
  const given = toggleRule({}, support, "checks.run");
  expect(holdsRule(support, given, "checks.run")).toBe(true);
  expect(toggleRule(given, support, "checks.run")).toEqual({});
});

test("taking away and giving back in another order is no change", () => {
  const taken = toggleRule({}, support, "catalog.read");
  expect(holdsRule(support, taken, "catalog.read")).toBe(false);
  expect(toggleRule(taken, support, "catalog.read")).toEqual({});
});

test("changes are counted by rule, over all roles", () => {
  const ops = role("ops");
  let draft = toggleRule({}, support, "catalog.read");
  draft = toggleRule(draft, support, "checks.run");
  draft = toggleRule(draft, ops, "checks.run");
  expect(countChanges([support, ops], draft)).toBe(3);
  expect(countChanges([ops], draft)).toBe(1);
});

test("the administrator holds what no role names", () => {
  expect(holdsRule(role("admin"), {}, "catalog.read")).toBe(true);
});
