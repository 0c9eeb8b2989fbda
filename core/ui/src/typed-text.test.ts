import { expect, test } from "bun:test";
import { arrive, shownText, startTyping, type } from "./typed-text.ts";

test("keys show at once, and values that come back late take none away", () => {
  let typed = type(startTyping(""), "", "w");
  expect(shownText(typed, "")).toBe("w");
  typed = type(typed, "", "wi");
  typed = type(arrive(typed, "w"), "w", "wik");
  expect(shownText(arrive(typed, "wi"), "wi")).toBe("wik");
  expect(shownText(arrive(typed, "wik"), "wik")).toBe("wik");
});

test("a value that nobody typed here is shown, even one that was typed before", () => {
  const typed = arrive(type(startTyping(""), "", "wiki"), "wiki");
  expect(shownText(typed, "")).toBe("");
  expect(shownText(typed, "shop")).toBe("shop");
});

test("typing goes on from a value that came from elsewhere", () => {
  const typed = type(startTyping(""), "shop", "shops");
  expect(shownText(typed, "shop")).toBe("shops");
});

test("what does not change stays the same object", () => {
  const typed = startTyping("a");
  expect(arrive(typed, "a")).toBe(typed);
});
