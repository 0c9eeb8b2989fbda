import { expect, test } from "bun:test";
import { failureWords } from "./failure-words.ts";

test("what the server refused has changed nothing", () => {
  expect(failureWords({ code: "BUSY", status: 409 }, "Nothing has changed")).toEqual({ title: "Nothing has changed" });
});

test("of what was not answered nobody says that it failed", () => {
  const { title, hint } = failureWords(new TypeError("Failed to fetch"), "Nothing has changed");
  expect(title).not.toContain("changed");
  expect(hint).toContain("events");
});
