import { expect, test } from "bun:test";
import { intersectRules } from "./rule-sets.ts";

test("a key may do what both it and its owner may do", () => {
  expect(intersectRules(["a", "b"], ["b", "c"])).toEqual(["b"]);
  expect(intersectRules(["a"], ["*"])).toEqual(["a"]);
  expect(intersectRules(["*"], ["b"])).toEqual(["b"]);
  expect(intersectRules(["*"], ["*"])).toEqual(["*"]);
});
