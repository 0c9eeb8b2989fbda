import { expect, test } from "bun:test";
import type { Group } from "@checkstack/catalog-common";
import { flatTree, groupTree, pathOfGroup, pathText, withinGroup, type GroupNode } from "./group-tree.ts";

const group = (id: string, parentId: string | null = null): Group => ({
  id,
  name: id,
  description: "",
  parentId,
  systemCount: 0,
});
const tree = groupTree([group("web 10", "eu"), group("us"), group("Web 2", "eu"), group("eu"), group("shop", "Web 2")]);
const drawn = (nodes: readonly GroupNode[]) =>
  nodes.map(({ path, group }) => `${"-".repeat(path.length - 1)}${group.id}`);

test("groups stand below the one they lie in, by name, numbers as numbers", () => {
  expect(drawn(flatTree(tree))).toEqual(["eu", "-Web 2", "--shop", "-web 10", "us"]);
});

test("what lies in a closed group is not drawn", () => {
  expect(drawn(flatTree(tree, new Set(["Web 2"])))).toEqual(["eu", "-Web 2", "-web 10", "us"]);
});

test("a group whose parent is gone is not lost", () => {
  expect(drawn(flatTree(groupTree([group("orphan", "gone")])))).toEqual(["orphan"]);
});

test("within a group are itself and all that lie in it", () => {
  expect([...withinGroup(tree, "eu")].toSorted()).toEqual(["Web 2", "eu", "shop", "web 10"]);
  expect(withinGroup(tree, "gone").size).toBe(0);
});

test("a path is told from the outside in", () => {
  expect(pathText(pathOfGroup(tree, "shop"))).toBe("eu / Web 2 / shop");
  expect(pathText(pathOfGroup(tree, null))).toBe("");
});
