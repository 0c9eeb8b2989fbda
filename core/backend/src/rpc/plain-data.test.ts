import { expect, test } from "bun:test";
import { copyPlainData } from "./plain-data.ts";

const frozen = Object.freeze({ url: "http://x", list: Object.freeze([1, Object.freeze({ a: null })]) });

test("what is frozen all the way down passes as it is, alone and inside of something else", () => {
  expect(copyPlainData(frozen)).toBe(frozen);
  expect(copyPlainData({ config: frozen })).toEqual({ config: frozen });
  const copy = copyPlainData({ config: frozen });
  expect(typeof copy === "object" && copy !== null && "config" in copy && copy.config).toBe(frozen);
});

test.each([
  ["an open object inside", Object.freeze({ open: { a: 1 } })],
  ["a date inside, which a freeze does not hold", Object.freeze({ at: Object.freeze(new Date(0)) })],
  ["an instance of a class", Object.freeze(Object.create({ inherited: true }))],
])("frozen with %s is copied", (_name, value) => {
  expect(copyPlainData(value)).not.toBe(value);
});

test("a frozen record still loses what is no plain data", () => {
  expect(copyPlainData(Object.freeze({ a: undefined, run: () => 1, b: 2 }))).toStrictEqual({ b: 2 });
});
