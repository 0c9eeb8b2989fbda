import { expect, test } from "bun:test";
import { groupTree } from "../shared/group-tree.ts";
import { system } from "../testing/system.ts";
import { filterSystems, type SystemFilters } from "./filter-systems.ts";

const group = (id: string, parentId: string | null = null) => ({
  id,
  name: id,
  description: "",
  parentId,
  systemCount: 0,
});
const tree = groupTree([group("eu"), group("shop", "eu"), group("us")]);
const systems = [
  system("checkout", { groupId: "shop", environmentId: "prod", owner: "Payments", tags: ["tier:1", "eu"] }),
  system("search", { groupId: "eu", environmentId: "stage", owner: "Search", description: "Finds products" }),
  system("billing", { groupId: "us", owner: "Payments" }),
  system("wiki", {}),
];
const NOTHING: SystemFilters = { search: "", tag: "", group: "", environment: "", owner: "" };
const left = (filters: Partial<SystemFilters>) =>
  filterSystems(systems, { filters: { ...NOTHING, ...filters }, tree }).map(({ name }) => name);

test("without a filter everything is left", () => {
  expect(left({})).toHaveLength(4);
});

test("all words must occur, in any field and in any case", () => {
  expect(left({ search: "PAY tier:1" })).toEqual(["checkout"]);
  expect(left({ search: " finds " })).toEqual(["search"]);
});

test("a group stands for those in it; one that is gone leaves nothing", () => {
  expect(left({ group: "eu" })).toEqual(["checkout", "search"]);
  expect(left({ group: "gone" })).toEqual([]);
});

test("none finds what has no group, environment or owner", () => {
  expect(left({ group: "none" })).toEqual(["wiki"]);
  expect(left({ environment: "none" })).toEqual(["billing", "wiki"]);
  expect(left({ owner: "none" })).toEqual(["wiki"]);
});

test("filters are taken together", () => {
  expect(left({ owner: "Payments", environment: "prod", tag: "eu" })).toEqual(["checkout"]);
  expect(left({ owner: "Payments", tag: "gone" })).toEqual([]);
});
