import { expect, test } from "bun:test";
import { flatTree, groupTree } from "../shared/group-tree.ts";
import { system } from "../testing/system.ts";
import { BY_NAME, readSort, sortSystems, writeSort } from "./sort-systems.ts";

const tree = groupTree([
  { id: "g1", name: "Shop", description: "", parentId: "g2", systemCount: 0 },
  { id: "g2", name: "Europe", description: "", parentId: null, systemCount: 0 },
  { id: "g3", name: "Office", description: "", parentId: null, systemCount: 0 },
]);
const places = {
  tree,
  groups: new Map(flatTree(tree).map((node) => [node.group.id, node])),
  environments: [],
  environmentNames: new Map([["e1", "production"]]),
};
const systems = [
  system("web-10", { groupId: "g3", owner: "b" }),
  system("web-2", { groupId: "g1", environmentId: "e1" }),
  system("api", { owner: "a" }),
];
const sorted = (text: string | null) => sortSystems(systems, { sort: readSort(text), places }).map(({ name }) => name);

test("names are sorted as people count", () => {
  expect(sorted(null)).toEqual(["api", "web-2", "web-10"]);
  expect(sorted("-name")).toEqual(["web-10", "web-2", "api"]);
});

test("groups are sorted by their whole path, and what has none comes last both ways", () => {
  expect(sorted("group")).toEqual(["web-2", "web-10", "api"]);
  expect(sorted("-group")).toEqual(["web-10", "web-2", "api"]);
});

test("a sort survives the way through the address; nonsense sorts by name", () => {
  expect(writeSort(readSort("-owner"))).toBe("-owner");
  expect(readSort("<script>")).toEqual(BY_NAME);
});
