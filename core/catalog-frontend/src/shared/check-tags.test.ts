import { expect, test } from "bun:test";
import { addTyped, checkTags } from "./check-tags.ts";

test("the first wrong tag is named", () => {
  expect(checkTags(["tier:1", "-x", "ü"])).toStartWith("“-x” must be");
  expect(checkTags(["tier:1", "eu/west"])).toBeUndefined();
});

test("several tags can be typed at once, none becomes double", () => {
  expect(addTyped(["eu"], " Tier:1, EU  web ")).toEqual(["eu", "tier:1", "web"]);
  expect(addTyped(["eu"], "  ")).toEqual(["eu"]);
});
