import { expect, test } from "bun:test";
import { bounded } from "./bounded.ts";

const bytesOf = (value: unknown): number => Buffer.byteLength(JSON.stringify(value));

test("what fits stays as it is", () => {
  const record = { statusCode: 503, headers: { server: "x" }, list: [1, "two", null, true], nested: { a: { b: 1.5 } } };
  expect(bounded(record, 16_384)).toEqual(record);
});

test("a long text is cut, and leaves room for what comes after it", () => {
  const kept = bounded({ body: "x".repeat(1_000_000), statusCode: 200, reason: "fine" }, 1000);
  expect(bytesOf(kept)).toBeLessThan(1100);
  expect(kept).toMatchObject({ statusCode: 200, reason: "fine", body: expect.stringMatching(/^x{500,}…$/) });
});

test("a record of any size and depth stays within the limit", () => {
  const wide = Object.fromEntries(Array.from({ length: 10_000 }, (_, i) => [`header-${i}`, "é".repeat(50)]));
  const deep = Array.from({ length: 100 }).reduce<unknown>((inner) => ({ inner, list: [inner] }), "end");
  expect(bytesOf(bounded(wide, 4000))).toBeLessThan(4500);
  expect(bytesOf(bounded({ deep }, 4000))).toBeLessThan(4500);
});

test("what PostgreSQL cannot store is replaced", () => {
  expect(bounded({ "a\0": "b\0\ud800" }, 1000)).toEqual({ "a\ufffd": "b\ufffd\ufffd" });
});

test("what is no plain data is left out", () => {
  expect(bounded({ a: undefined, b: () => 1, c: Symbol("c"), d: 1 }, 1000)).toEqual({ d: 1 });
});
