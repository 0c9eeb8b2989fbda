import { expect, test } from "bun:test";
import { StandardOpenAPIJsonSerializer } from "@orpc/openapi-client/standard";
import { PlainJsonSerializer } from "./plain-json-serializer.ts";

const plain = new PlainJsonSerializer();
const original = new StandardOpenAPIJsonSerializer();

test.each([
  ["texts, numbers and the like", { a: "ü", b: 1.5, c: true, d: null, e: undefined, f: [1, undefined, "x"], g: {} }],
  ["dates, and one that is none", { at: new Date(0), never: new Date(Number.NaN), list: [new Date(1)] }],
  ["what is no number", { nan: Number.NaN, infinite: Infinity }],
  ["sets and maps", { set: new Set([1, new Date(0)]), map: new Map([["a", { b: 1 }]]), plain: [{ at: new Date(0) }] }],
  ["large numbers, addresses and patterns", { big: 12n, url: new URL("https://example.org/"), pattern: /a+/g }],
  ["what would write itself", { toJSON: () => "hidden", a: 1 }],
  ["nothing", undefined],
])("%s become what oRPC makes of them", (_, data) => {
  expect(JSON.stringify(plain.serialize(data)[0])).toEqual(JSON.stringify(original.serialize(data)[0]));
});

test("a file is still seen", () => {
  expect(plain.serialize({ file: new Blob(["x"]) })[1]).toBe(true);
});
