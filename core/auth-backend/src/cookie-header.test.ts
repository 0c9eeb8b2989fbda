import { expect, test } from "bun:test";
import { cookieValue } from "./cookie-header.ts";

test.each([
  ["a=1", "a", "1"],
  ["x=0; a=1; b=2", "a", "1"],
  ["x=0;a=1", "a", "1"],
  ["a=", "a", ""],
  ["a=b=c", "a", "b=c"],
  ["aa=1; a=2", "a", "2"],
  ["x=a=1", "a", undefined],
  ["b=1", "a", undefined],
  ["a", "a", undefined],
  ["", "a", undefined],
  ["; ;  a=1 ;", "a", "1"],
])("%j has %s: %j", (header, name, value) => {
  expect(cookieValue(header, name)).toBe(value);
});
