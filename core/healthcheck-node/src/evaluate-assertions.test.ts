import { describe, expect, test } from "bun:test";
import { assertionSchema, type AssertionResult, type FieldDescriptor } from "@checkstack/healthcheck-common";
import { assertionProblems, evaluateAssertions } from "./evaluate-assertions.ts";

const fields: FieldDescriptor[] = [
  { id: "statusCode", label: "status code", type: "number" },
  { id: "latencyMs", label: "latency", type: "number", unit: "ms" },
  { id: "body", label: "body", type: "text" },
  { id: "json", label: "JSON body", type: "json" },
  { id: "headers", label: "headers", type: "headers" },
  { id: "secure", label: "encryption", type: "boolean" },
  { id: "expiresAt", label: "expiry", type: "date" },
];
const now = Date.UTC(2026, 4, 1);
const values = {
  statusCode: 503,
  latencyMs: 12.5,
  body: "Service Unavailable",
  json: { up: true, count: "7", none: null, list: [], rows: [{ n: 1 }, { n: 2 }, { n: 30 }], at: now / 1000 },
  headers: { "content-length": "19", expires: "Fri, 01 May 2026 12:00:00 GMT" },
  secure: true,
  expiresAt: "2026-05-10",
};

const evaluate = (input: object): AssertionResult => {
  const [result] = evaluateAssertions([assertionSchema.parse(input)], values, { fields, now });
  if (!result) throw new Error("one assertion gives one result");
  return result;
};

describe("assertions that hold", () => {
  test.each([
    { field: "statusCode", operator: "equals", value: 503 },
    { field: "statusCode", operator: "equals", value: "503" },
    { field: "statusCode", operator: "notEquals", value: 200 },
    { field: "statusCode", operator: "greaterOrEqual", value: 503 },
    { field: "latencyMs", operator: "lessThan", value: 12.6 },
    { field: "latencyMs", operator: "lessOrEqual", value: 12.5 },
    { field: "latencyMs", operator: "greaterThan", value: 12 },
    { field: "body", operator: "contains", value: "Unavail" },
    { field: "body", operator: "notContains", value: "ok" },
    { field: "body", operator: "startsWith", value: "Service" },
    { field: "body", operator: "endsWith", value: "able" },
    { field: "body", operator: "matches", value: "^S.*e$" },
    { field: "body", operator: "notMatches", value: "^s" },
    { field: "body", operator: "isNotEmpty" },
    { field: "secure", operator: "isTrue" },
    { field: "json", path: "$.up", operator: "isTrue" },
    { field: "json", path: "$.count", operator: "lessThan", value: 8 },
    { field: "json", path: "$.none", operator: "exists" },
    { field: "json", path: "$.none", operator: "equals", value: null },
    { field: "json", path: "$.list", operator: "isEmpty" },
    { field: "json", path: "$.missing", operator: "notExists" },
    { field: "json", path: "$.rows[0]", operator: "equals", value: '{"n":1}' },
    { field: "json", path: "$.rows[*].n", operator: "lessOrEqual", value: 30 },
    { field: "json", path: "$.at", operator: "before", value: "now+1m" },
    { field: "headers", path: "Content-Length", operator: "equals", value: 19 },
    { field: "headers", path: "expires", operator: "after", value: "now+11h" },
    { field: "expiresAt", operator: "after", value: "now+8d" },
    { field: "expiresAt", operator: "before", value: "2026-05-11" },
  ])("%j", (input) => {
    expect(evaluate(input).passed).toBe(true);
  });
});

describe("assertions that do not hold say what was expected and what was found", () => {
  test.each([
    [{ field: "statusCode", operator: "lessThan", value: 400 }, "expected status code to be below 400, was 503"],
    [{ field: "latencyMs", operator: "lessThan", value: 10 }, "expected latency to be below 10 ms, was 12.5"],
    [{ field: "body", operator: "contains", value: "ok" }, 'expected body to contain "ok", was Service Unavailable'],
    [{ field: "body", operator: "isEmpty" }, "expected body to be empty, was Service Unavailable"],
    [
      { field: "json", path: "$.missing", operator: "equals", value: 1 },
      "expected JSON body at $.missing to be 1, there was none",
    ],
    [
      { field: "json", path: "$.missing", operator: "notContains", value: "a" },
      'expected JSON body at $.missing not to contain "a", there was none',
    ],
    [{ field: "json", path: "$.up", operator: "notExists" }, "expected JSON body at $.up not to exist, was true"],
    [
      { field: "json", path: "$.rows[*].n", operator: "lessThan", value: 10 },
      "expected JSON body at $.rows[*].n to be below 10, was 30",
    ],
    [{ field: "headers", path: "etag", operator: "exists" }, "expected header etag to exist, there was none"],
    [{ field: "body", operator: "equals", value: "" }, 'expected body to be "", was Service Unavailable'],
  ])("%j", (input, message) => {
    const { passed, message: said } = evaluate(input);
    expect([passed, said]).toEqual([false, message]);
  });

  test("text is never taken for a number that it is not", () => {
    expect(evaluate({ field: "body", operator: "lessThan", value: 1e9 }).passed).toBe(false);
    expect(evaluate({ field: "body", operator: "greaterThan", value: -1e9 }).passed).toBe(false);
    expect(evaluate({ field: "json", path: "$.none", operator: "equals", value: 0 }).passed).toBe(false);
  });
});

describe("what cannot be told is inconclusive", () => {
  test.each([
    [{ field: "nope", operator: "exists" }, 'no field "nope"'],
    [{ field: "body", operator: "matches", value: "(" }, "body matches /(/: "],
    [{ field: "json", path: "$[", operator: "exists" }, "JSON body at $[ exists: "],
  ])("%j", (input, message) => {
    expect(evaluate(input)).toMatchObject({ passed: "inconclusive", message: expect.stringContaining(message) });
  });

  test("a pattern over its budget is inconclusive whether it should match or not", () => {
    const long = { ...values, body: "ab".repeat(100_000) };
    for (const operator of ["matches", "notMatches"]) {
      const assertion = assertionSchema.parse({ field: "body", operator, value: "[ab]{500}c|[ab]{400}d" });
      expect(evaluateAssertions([assertion], long, { fields, now })[0]?.passed).toBe("inconclusive");
    }
  });
});

const kept = (body: string): string | undefined =>
  evaluateAssertions([assertionSchema.parse({ field: "body", operator: "exists" })], { body }, { fields, now })[0]
    ?.actual;

describe("the actual value", () => {
  test("is kept of passed assertions too, and of several values the one that was wrong", () => {
    expect(evaluate({ field: "statusCode", operator: "exists" }).actual).toBe("503");
    expect(evaluate({ field: "json", path: "$.rows[*].n", operator: "lessThan", value: 10 }).actual).toBe("30");
  });

  test("is cut at 1 KB, between characters", () => {
    expect(kept("x".repeat(5000))).toBe("x".repeat(1024));
    expect(kept("ü".repeat(5000))).toBe("ü".repeat(512));
    expect(kept(`x${"ü".repeat(5000)}`)).toBe(`x${"ü".repeat(511)}`);
  });

  test("holds nothing that PostgreSQL refuses", () => {
    expect(kept("a\0b\uD800c")).toBe("a\uFFFDb\uFFFDc");
  });
});

describe("before it is saved", () => {
  test.each([
    [{ field: "body", operator: "matches", value: "(?=a)" }, "value"],
    [{ field: "json", path: "$.a b", operator: "exists" }, "path"],
    [{ field: "json", path: "a", operator: "exists" }, "path"],
    [{ field: "statusCode", operator: "contains", value: "5" }, "operator"],
  ])("%j is refused for its %s", (input, path) => {
    expect(assertionProblems(assertionSchema.parse(input), fields).map((issue) => issue.path)).toEqual([path]);
  });

  test("a sound assertion has no problems", () => {
    expect(
      assertionProblems(
        assertionSchema.parse({ field: "json", path: "$..a", operator: "matches", value: "a+" }),
        fields,
      ),
    ).toEqual([]);
  });
});
