import { describe, expect, test } from "bun:test";
import { assertionSchema, type FieldDescriptor } from "@checkstack/healthcheck-common";
import { assertionErrors, toAssertion, toDraft, withField, type AssertionDraft } from "./assertion-draft.ts";

const status: FieldDescriptor = { id: "statusCode", label: "status code", type: "number" };
const json: FieldDescriptor = { id: "json", label: "JSON body", type: "json" };
const body: FieldDescriptor = { id: "body", label: "body", type: "text" };
const fields = [status, json, body];

const draft = (given: Partial<AssertionDraft>): AssertionDraft => ({
  key: "1",
  field: "statusCode",
  path: "",
  operator: "equals",
  value: "200",
  severity: "unhealthy",
  ...given,
});

test.each([
  ["a number field compares with a number", draft({}), 200],
  ["a text field compares with text, also when it looks like a number", draft({ field: "body" }), "200"],
  ["JSON compares with what the text means in JSON", draft({ field: "json", path: "$.ok", value: "true" }), true],
  ["a quoted text in JSON is a text", draft({ field: "json", path: "$.id", value: '"12"' }), "12"],
  ["plain words in JSON are a text", draft({ field: "json", path: "$.s", value: "all good" }), "all good"],
  ["no number stays what was typed", draft({ operator: "lessThan", value: "many" }), "many"],
])("%s", (_, given, value) => {
  expect(toAssertion(given, fields)).toMatchObject({ value });
});

test("what compares with nothing has no value, and a path only where there are parts", () => {
  expect(toAssertion(draft({ operator: "exists", path: "$.left" }), fields)).toEqual({
    field: "statusCode",
    operator: "exists",
    severity: "unhealthy",
  });
});

test("an assertion that is opened and saved again is the same", () => {
  for (const value of ["12", "ok", true, null, 3]) {
    const assertion = assertionSchema.parse({ field: "json", path: "$.a", operator: "equals", value });
    expect(assertionSchema.parse(toAssertion(toDraft(assertion, fields, "1"), fields))).toEqual(assertion);
  }
});

describe("what is wrong is said at its part", () => {
  test.each([
    [draft({ operator: "lessThan", value: "many" }), { value: "Must be a number." }],
    [draft({ field: "json", path: "status" }), { path: "Must be a JSONPath, such as $.status." }],
    [draft({ field: "body", operator: "contains", value: "" }), { value: "Must be a text that is not empty." }],
    [draft({}), {}],
  ])("%#", (given, errors) => {
    expect(assertionErrors(given, fields)).toEqual(errors);
  });
});

test("another field keeps what fits it", () => {
  expect(withField(draft({ operator: "equals" }), body)).toMatchObject({ field: "body", operator: "equals" });
  expect(withField(draft({ operator: "lessThan" }), body)).toMatchObject({ operator: "equals" });
});
