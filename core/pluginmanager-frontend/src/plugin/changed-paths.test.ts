import { expect, test } from "bun:test";
import { changedPaths } from "./changed-paths.ts";

test("what was added, changed or taken away is named by its path", () => {
  const before = { city: "Bern", api: { url: "https://a", retries: 2 }, tags: ["a", "b"] };
  const after = { city: "Bern", api: { url: "https://b", timeout: 5 }, tags: ["a"] };
  expect(changedPaths(before, after)).toEqual(["api.url", "api.retries", "api.timeout", "tags"]);
});

test("the same is no change, and something else altogether is everything", () => {
  expect(changedPaths({ a: { b: 1 } }, { a: { b: 1 } })).toEqual([]);
  expect(changedPaths(null, { a: 1 })).toEqual(["everything"]);
});
