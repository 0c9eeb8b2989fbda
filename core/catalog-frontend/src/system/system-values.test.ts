import { expect, test } from "bun:test";
import { system } from "../testing/system.ts";
import { checkSystem, newSystemValues, systemInput, valuesOfSystem } from "./system-values.ts";

const wiki = { label: "Wiki", url: "https://wiki.example.org/shop" };

test("a system comes back out of its form as it went in", () => {
  const shop = system("shop", { groupId: "g1", tags: ["eu"], links: [wiki], owner: "Payments" });
  expect(shop).toMatchObject(systemInput(valuesOfSystem(shop)));
});

test("an empty form lacks a name alone", () => {
  expect(checkSystem(newSystemValues("g1"))).toEqual({ name: "must not be empty" });
  expect(systemInput(newSystemValues(null))).toMatchObject({ groupId: null, environmentId: null });
});

test("a line for a link that was left empty is neither wrong nor sent", () => {
  const values = { ...newSystemValues(null), name: "shop", links: [{ label: "", url: " " }, wiki] };
  expect(checkSystem(values)).toEqual({});
  expect(systemInput(values).links).toEqual([wiki]);
});

test("each wrong link and the first wrong tag say what is wrong with them", () => {
  const errors = checkSystem({
    ...newSystemValues(null),
    name: "shop",
    tags: ["eu", "-x"],
    links: [wiki, { label: "", url: "javascript:alert(1)" }],
  });
  expect(Object.keys(errors).toSorted()).toEqual(["links.1.label", "links.1.url", "tags"]);
  expect(errors["tags"]).toStartWith("“-x” must");
});
