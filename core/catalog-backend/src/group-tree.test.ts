import { expect, test } from "bun:test";
import { freeName, placeGroup } from "./group-tree.ts";

const tree = [
  { id: "a", name: "A", parentId: null },
  { id: "b", name: "B", parentId: "a" },
  { id: "c", name: "C", parentId: "b" },
];

test("a group may lie anywhere but in itself and what lies in it", () => {
  expect(placeGroup(tree, "new", "c")).toBe("ok");
  expect(placeGroup(tree, "c", null)).toBe("ok");
  expect(placeGroup(tree, "c", "a")).toBe("ok");
  expect(placeGroup(tree, "a", "c")).toBe("cycle");
  expect(placeGroup(tree, "a", "a")).toBe("cycle");
  expect(placeGroup(tree, "a", "nowhere")).toBe("parent-missing");
});

test("a free name is the wanted one, or the first number that is free, and never too long", () => {
  const beside = ["x", "X 2", "other"].map((name) => ({ id: name, name, parentId: null }));
  const place = { parentId: null, without: "other" };
  expect(freeName(beside, { wanted: "y", ...place })).toBe("y");
  expect(freeName(beside, { wanted: "X", ...place })).toBe("X 3");
  expect(freeName(beside, { wanted: "other", ...place })).toBe("other");
  const long = "l".repeat(100);
  const name = freeName([{ id: "l", name: long, parentId: null }], { wanted: long, ...place });
  expect(name).toBe(`${"l".repeat(90)} 2`);
});
