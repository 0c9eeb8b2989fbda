import { expect, test } from "bun:test";
import { datePaths } from "./date-paths.ts";

const at = new Date("2026-05-01T12:00:00Z");

test("dates are found wherever they lie", () => {
  expect(datePaths(at)).toEqual([[]]);
  expect(datePaths({ at, runs: [{ id: "1" }, { id: "2", startedAt: at }], none: null })).toEqual([
    ["at"],
    ["runs", 1, "startedAt"],
  ]);
});

test("a text that looks like a date is none", () => {
  expect(datePaths({ message: at.toISOString(), n: 3 })).toEqual([]);
});

test("a payload that is deeper than anything sensible costs nothing", () => {
  let deep: object = { at };
  for (let level = 0; level < 100_000; level += 1) deep = { deep };
  expect(datePaths(deep)).toEqual([]);
});
