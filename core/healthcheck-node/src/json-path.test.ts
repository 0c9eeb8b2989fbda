import { describe, expect, test } from "bun:test";
import { pathProblem, selectValues } from "./json-path.ts";
import { OverBudgetError } from "./over-budget.ts";

const store = {
  items: [
    { id: 1, ok: true, name: "a" },
    { id: 2, ok: false, name: "bb" },
  ],
  total: 2,
  none: null,
};
const wide = { rows: Array.from({ length: 20_000 }, (_, id) => ({ id })) };
const nested = (depth: number): unknown => JSON.parse("[".repeat(depth) + "]".repeat(depth));

describe("paths select as RFC 9535 says", () => {
  test.each([
    ["$.total", [2]],
    ["$.none", [null]],
    ["$.missing", []],
    ["$.items[*].id", [1, 2]],
    ["$.items[-1].name", ["bb"]],
    ["$.items[?@.ok == true].id", [1]],
    ["$..id", [1, 2]],
    ["$.items[?count(@..*) > 2].id", [1, 2]],
    ["$.items[?match(@.name, 'b+')].id", [2]],
    ["$.items[?match(@.name, 'b')].id", []],
    ["$.items[?search(@.name, 'b')].id", [2]],
    ["$.items[?match(@.name, '(')].id", []],
  ])("%s gives %j", (path, values) => {
    expect(selectValues(path, store)).toEqual(values);
  });
});

describe("a path that would take too long is given up", () => {
  test.each([
    "$..*..*",
    "$.rows[?count($..id) > 1 && @.id == 1]",
    "$.rows[?count($.rows[*]) > 1]",
    `$.rows[${Array.from({ length: 300 }, () => "*").join(",")}]`,
  ])("%s", (path) => {
    expect(() => selectValues(path, wide)).toThrow(OverBudgetError);
  });

  test("also when it selects nothing", () => {
    const deep = { a: Array.from({ length: 3000 }, () => [[[[[]]]]]) };
    expect(() => selectValues("$..*..*..nothing", deep)).toThrow(OverBudgetError);
  });

  test("and leaves nothing behind: the next evaluation has its whole budget", () => {
    expect(selectValues("$..id", { id: 1 })).toEqual([1]);
    for (let i = 0; i < 20; i++) expect(selectValues("$..id", wide)).toHaveLength(20_000);
  });

  test("a text nested too deeply is given up, whatever is looked for", () => {
    const json = nested(5000);
    if (!Array.isArray(json)) throw new Error("the test's own JSON text is not an array");
    expect(() => selectValues("$..a", json)).toThrow(OverBudgetError);
  });

  test("a catastrophic pattern inside a filter takes linear time and finds what it should", () => {
    const values = [{ name: `${"a".repeat(5000)}!` }, { name: "aaa" }];
    expect(selectValues("$[?match(@.name, '(a+)+')].name", values)).toEqual(["aaa"]);
  });
});

describe("a wrong path is refused with a reason", () => {
  test.each(["$[", "items", "$.a b", "$[?foo(@.a)]", "$".padEnd(1001, ".a")])("%s", (path) => {
    expect(pathProblem(path)).toBeString();
  });

  test("a right one has no problem", () => {
    expect(pathProblem("$.items[?@.ok].id")).toBeUndefined();
  });
});
