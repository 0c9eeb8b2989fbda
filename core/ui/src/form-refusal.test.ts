import { expect, test } from "bun:test";
import { readRefusal } from "./form-refusal.ts";

const names = ["name", "links"];

test("an error with a code that belongs to a field is told there", () => {
  const error = { code: "NAME_TAKEN", status: 409, message: "This name is taken." };
  expect(readRefusal(error, { names, fieldOfCode: { NAME_TAKEN: "name" } })).toEqual({
    fields: { name: "This name is taken." },
  });
});

test("a reason says more than the code", () => {
  const error = { code: "WEAK", status: 400, message: "Too weak.", data: { reason: "it is the name of this product" } };
  expect(readRefusal(error, { names, fieldOfCode: { WEAK: "name" } }).fields).toEqual({
    name: "It is the name of this product",
  });
});

test("errors of a validator are told at their fields, nested ones too", () => {
  const issues = [
    { path: ["name"], message: "must not be empty" },
    { path: ["links", 0, "url"], message: "must be a web address" },
  ];
  expect(readRefusal({ code: "BAD_REQUEST", status: 400, data: { issues } }, { names })).toEqual({
    fields: { name: "Must not be empty", "links.0.url": "Must be a web address" },
  });
});

test("what concerns no field of the form is one sentence", () => {
  const error = { code: "BAD_REQUEST", status: 400, data: { issues: [{ path: ["id"], message: "unknown" }] } };
  const { fields, failure } = readRefusal(error, { names });
  expect(fields).toEqual({});
  expect(failure?.message).toBe("Something in this form is not right.");
});
