import { expect, test } from "bun:test";
import { sparklinePath } from "./sparkline-path.ts";

const box = { width: 100, height: 24, inset: 2 };

test("the lowest value is at the bottom and the highest at the top", () => {
  expect(sparklinePath([0, 10], box)).toBe("M0 22L100 2");
});

test("a gap begins a new stroke", () => {
  expect(sparklinePath([1, null, 1], box)).toBe("M0 12M100 12");
});

test("nothing measured draws nothing", () => {
  expect(sparklinePath([null], box)).toBe("");
});
