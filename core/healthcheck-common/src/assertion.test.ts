import { describe, expect, test } from "bun:test";
import { assertionIssues, assertionSchema, describeAssertion, describeFailure } from "./assertion.ts";
import { fieldTypeSchema, type FieldDescriptor } from "./fields.ts";
import { parseMoment } from "./moment.ts";
import { operatorSchema, operatorsFor } from "./operators.ts";

const statusCode: FieldDescriptor = { id: "statusCode", label: "status code", type: "number" };
const latency: FieldDescriptor = { id: "latencyMs", label: "latency", type: "number", unit: "ms" };
const body: FieldDescriptor = { id: "body", label: "body", type: "text" };
const json: FieldDescriptor = { id: "json", label: "JSON body", type: "json" };
const headers: FieldDescriptor = { id: "headers", label: "headers", type: "headers" };
const fields = [statusCode, latency, body, json, headers];

const issuesOf = (input: unknown): string[] =>
  (assertionSchema.safeParse(input).error?.issues ?? []).map(({ path, message }) => `${path.join(".")} ${message}`);

describe("the sentences of an assertion", () => {
  test.each([
    [{ field: "statusCode", operator: "lessThan", value: 400 }, statusCode, "status code is below 400"],
    [{ field: "latencyMs", operator: "lessOrEqual", value: 250 }, latency, "latency is at most 250 ms"],
    [{ field: "body", operator: "contains", value: 'it\'s "up"' }, body, 'body contains "it\'s \\"up\\""'],
    [{ field: "body", operator: "matches", value: "^ok$" }, body, "body matches /^ok$/"],
    [{ field: "json", path: "$.up", operator: "isTrue" }, json, "JSON body at $.up is true"],
    [{ field: "headers", path: "etag", operator: "exists" }, headers, "header etag exists"],
    [
      { field: "headers", path: "expires", operator: "after", value: "now+1h" },
      headers,
      "header expires is after now+1h",
    ],
  ])("%j reads as such", (input, field, sentence) => {
    expect(describeAssertion(assertionSchema.parse(input), field)).toBe(sentence);
  });

  test("a failure says what was expected and what was found", () => {
    const assertion = assertionSchema.parse({ field: "statusCode", operator: "lessThan", value: 400 });
    expect(describeFailure(assertion, statusCode, "was 503")).toBe("expected status code to be below 400, was 503");
  });
});

describe("a wrong assertion is refused with the name of the field and a sentence", () => {
  test.each([
    [{ field: "", operator: "exists" }, "field must name a field"],
    [{ field: "a", operator: "lessThan", value: "400" }, "value must be a number"],
    [{ field: "a", operator: "contains" }, "value must be a text that is not empty"],
    [{ field: "a", operator: "exists", value: 1 }, 'value must be left out: "exists" compares with nothing'],
    [{ field: "a", operator: "matches", value: "x".repeat(1001) }, "value must have at most 1000 characters"],
    [
      { field: "a", operator: "before", value: "05/06/26" },
      "value must be a date such as 2026-05-01, or a moment such as now+14d",
    ],
  ])("%j", (input, issue) => {
    expect(issuesOf(input)).toEqual([issue]);
  });

  test("the default severity is unhealthy", () => {
    expect(assertionSchema.parse({ field: "a", operator: "exists" }).severity).toBe("unhealthy");
  });
});

describe("an assertion that does not fit its strategy", () => {
  test.each([
    [
      { field: "nope", operator: "exists" },
      '"nope" is not a field of this strategy, which has: statusCode, latencyMs, body, json, headers',
    ],
    [{ field: "body", operator: "isTrue" }, '"isTrue" does not fit body; use one of: equals, notEquals, contains'],
    [{ field: "json", operator: "exists" }, "must be a JSONPath, such as $.status"],
    [{ field: "headers", operator: "exists" }, "must name a header"],
    [{ field: "body", path: "$.a", operator: "exists" }, "must be left out: body has no parts"],
  ])("%j", (input, message) => {
    expect(assertionIssues(assertionSchema.parse(input), fields)[0]?.message).toStartWith(message);
  });

  test("a fitting one has no issues", () => {
    expect(assertionIssues(assertionSchema.parse({ field: "json", path: "$.a", operator: "isTrue" }), fields)).toEqual(
      [],
    );
  });
});

test("every type of field has operators, and every operator a type of its own", () => {
  for (const type of fieldTypeSchema.options) expect(operatorsFor(type).length).toBeGreaterThan(2);
  expect(operatorsFor("number")).not.toContain("contains");
  const offered = new Set((["number", "text", "boolean", "date"] as const).flatMap(operatorsFor));
  expect([...offered].toSorted()).toEqual([...operatorSchema.options].toSorted());
});

test("a moment is a date or relative to now", () => {
  expect(parseMoment("now", 5)).toBe(5);
  expect(parseMoment("now+2d", 0)).toBe(172_800_000);
  expect(parseMoment("now - 90m", 5_400_000)).toBe(0);
  expect(parseMoment("2026-05-01", 0)).toBe(Date.UTC(2026, 4, 1));
  expect(parseMoment("2026-05-01T12:00:00Z", 0)).toBe(Date.UTC(2026, 4, 1, 12));
  expect(parseMoment("Fri, 01 May 2026 12:00:00 GMT", 0)).toBe(Date.UTC(2026, 4, 1, 12));
  for (const wrong of ["", "tomorrow", "now+1", "1", "2026-99-01"]) expect(parseMoment(wrong, 0)).toBeUndefined();
});
