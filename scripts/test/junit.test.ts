import { expect, test } from "bun:test";
import { countTests } from "./junit.ts";

test("tests are counted from the totals of the report", () => {
  const report = `<?xml version="1.0"?>
    <testsuites name="bun test" tests="12" assertions="30" failures="2" skipped="3" time="1.2">
      <testsuite name="tests=&quot;99&quot;" tests="12" failures="2"></testsuite>
    </testsuites>`;
  expect(countTests(report)).toEqual({ passed: 7, failed: 2 });
});

test("errors are failures too", () => {
  expect(countTests('<testsuites tests="3" failures="1" skipped="0" errors="1" time="0">')).toEqual({
    passed: 1,
    failed: 2,
  });
});

test("a file that is no report is not taken for an empty one", () => {
  expect(countTests("")).toBeUndefined();
  expect(countTests("panic: out of memory")).toBeUndefined();
});
