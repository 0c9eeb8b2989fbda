import { parseDate, parseMoment, type Assertion } from "@checkstack/healthcheck-common";
import { findsPattern } from "./pattern.ts";

/** Says whether something that was found is what the assertion asks for. Throws `OverBudgetError` for expensive patterns. */
export function holds({ operator, value }: Assertion, actual: unknown, now: number): boolean {
  switch (operator) {
    case "exists":
      return true;
    case "notExists":
      return false;
    case "equals":
      return isEqual(actual, value);
    case "notEquals":
      return !isEqual(actual, value);
    case "lessThan":
      return ordered(actual, value, (a, b) => a < b);
    case "lessOrEqual":
      return ordered(actual, value, (a, b) => a <= b);
    case "greaterThan":
      return ordered(actual, value, (a, b) => a > b);
    case "greaterOrEqual":
      return ordered(actual, value, (a, b) => a >= b);
    case "contains":
      return textOf(actual).includes(String(value));
    case "notContains":
      return !textOf(actual).includes(String(value));
    case "startsWith":
      return textOf(actual).startsWith(String(value));
    case "endsWith":
      return textOf(actual).endsWith(String(value));
    case "matches":
      return findsPattern(String(value), textOf(actual));
    case "notMatches":
      return !findsPattern(String(value), textOf(actual));
    case "isEmpty":
      return isEmpty(actual);
    case "isNotEmpty":
      return !isEmpty(actual);
    case "isTrue":
      return actual === true || actual === "true";
    case "isFalse":
      return actual === false || actual === "false";
    case "before":
      return inTime(actual, value, now, (at, moment) => at < moment);
    case "after":
      return inTime(actual, value, now, (at, moment) => at > moment);
  }
}

/** A text as it is, anything else as compact JSON. */
export const textOf = (value: unknown): string => (typeof value === "string" ? value : (JSON.stringify(value) ?? ""));

/** A number in text: what a header or a quoted JSON number holds. No hexadecimal, no empty text, no infinity. */
const NUMBER = /^\s*[+-]?(\d+\.?\d*|\.\d+)([eE][+-]?\d+)?\s*$/;

const numberOf = (value: unknown): number | undefined => {
  if (typeof value === "number") return value;
  return typeof value === "string" && value.length < 100 && NUMBER.test(value) ? Number(value) : undefined;
};

/** `200` and `"200"` are equal: forms and headers carry text. Objects are compared by their compact JSON. */
const isEqual = (actual: unknown, expected: unknown): boolean => {
  if (typeof actual === "number" || typeof expected === "number") {
    const [a, b] = [numberOf(actual), numberOf(expected)];
    return a !== undefined && a === b;
  }
  return textOf(actual) === textOf(expected);
};

function ordered(actual: unknown, expected: unknown, compare: (a: number, b: number) => boolean): boolean {
  const [a, b] = [numberOf(actual), numberOf(expected)];
  return a !== undefined && b !== undefined && compare(a, b);
}

function isEmpty(value: unknown): boolean {
  if (value === null || value === "") return true;
  return typeof value === "object" && Object.keys(value).length === 0;
}

/** Numbers are seconds since the epoch below 100 billion (the year 5138), milliseconds above. */
function inTime(actual: unknown, expected: unknown, now: number, compare: (a: number, b: number) => boolean): boolean {
  const moment = parseMoment(String(expected), now);
  const at =
    typeof actual === "number"
      ? actual * (Math.abs(actual) < 1e11 ? 1000 : 1)
      : parseDate(String(actual).slice(0, 100));
  return at !== undefined && moment !== undefined && compare(at, moment);
}
