import { expect, test } from "bun:test";
import { readSort, sortBy, writeSort } from "./sorting.ts";

test("a sort survives the way through the address", () => {
  for (const text of ["latency", "-latency"])
    expect(writeSort(readSort(text) ?? { column: "", direction: "ascending" })).toBe(text);
  expect(readSort("")).toBeUndefined();
});

test("what has no value comes last, whichever way round", () => {
  const rows = [{ ms: null }, { ms: 20 }, { ms: 3 }];
  expect(sortBy(rows, ({ ms }) => ms, "ascending").map(({ ms }) => ms)).toEqual([3, 20, null]);
  expect(sortBy(rows, ({ ms }) => ms, "descending").map(({ ms }) => ms)).toEqual([20, 3, null]);
});

test("numbers within names count as numbers", () => {
  expect(sortBy(["web-10", "Web-2", "api"], (name) => name, "ascending")).toEqual(["api", "Web-2", "web-10"]);
});
