import { expect, test } from "bun:test";
import { createInterest, summarised } from "./interest.ts";

test("a signal is wanted as a whole, or for one subject", () => {
  const { covers } = createInterest(["fruit.ripe", "catalog.changed#1"]);
  expect(covers({ id: "fruit.ripe" })).toBe(true);
  expect(covers({ id: "fruit.ripe", subject: "7" })).toBe(true);
  expect(covers({ id: "catalog.changed", subject: "1" })).toBe(true);
  expect(covers({ id: "catalog.changed", subject: "2" })).toBe(false);
  expect(covers({ id: "catalog.changed" })).toBe(false);
});

test("what covers the rest is told alone; for many subjects the whole signal is", () => {
  expect(summarised(["a.b#1", "a.b", "c.d#1", "c.d#2"])).toEqual(["a.b", "c.d#1", "c.d#2"]);
  expect(summarised(Array.from({ length: 501 }, (_, subject) => `a.b#${subject}`))).toEqual(["a.b"]);
});
