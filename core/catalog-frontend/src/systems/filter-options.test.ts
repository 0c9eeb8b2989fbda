import { expect, test } from "bun:test";
import { system } from "../testing/system.ts";
import { countOwners, countTags } from "./filter-options.ts";

const systems = [
  system("a", { tags: ["eu", "tier:1"], owner: "Payments" }),
  system("b", { tags: ["tier:1"], owner: "" }),
  system("c", { tags: ["apac"], owner: "Data" }),
];

test("tags come by use, and by name among equals", () => {
  expect(countTags(systems)).toEqual([
    { value: "tier:1", count: 2 },
    { value: "apac", count: 1 },
    { value: "eu", count: 1 },
  ]);
});

test("nobody is no owner", () => {
  expect(countOwners(systems).map(({ value }) => value)).toEqual(["Data", "Payments"]);
});
