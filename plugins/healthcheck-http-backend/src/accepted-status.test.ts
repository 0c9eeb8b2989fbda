import { describe, expect, test } from "bun:test";
import { acceptedStatusProblem, readAcceptedStatus } from "./accepted-status.ts";

test("codes and ranges may be mixed, and both ends belong to a range", () => {
  const accepts = readAcceptedStatus("200-299, 301 ,404");
  expect([199, 200, 299, 300, 301, 404].map(accepts)).toEqual([false, true, true, false, true, true]);
  expect(acceptedStatusProblem("200-299, 301 ,404")).toBeUndefined();
});

describe("a wrong list is refused with a sentence", () => {
  test.each([
    ["", "must be status codes"],
    ["2xx", "must be status codes"],
    ["200,", "must be status codes"],
    ["200-", "must be status codes"],
    ["099", "must lie between 100 and 599"],
    ["200-600", "must lie between 100 and 599"],
    ["300-200", "300-200 is empty"],
  ])("%p", (list, problem) => {
    expect(acceptedStatusProblem(list)).toStartWith(problem);
  });
});
