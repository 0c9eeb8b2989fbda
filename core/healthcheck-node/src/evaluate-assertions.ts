import {
  assertionIssues,
  describeAssertion,
  describeFailure,
  type Assertion,
  type AssertionIssue,
  type AssertionResult,
  type FieldDescriptor,
  type FieldValues,
} from "@checkstack/healthcheck-common";
import { JSONPathError } from "json-p3";
import { RE2JSException } from "re2js";
import { holds, textOf } from "./comparisons.ts";
import { pathProblem, selectValues } from "./json-path.ts";
import { OverBudgetError } from "./over-budget.ts";
import { patternProblem } from "./pattern.ts";
import { plainText } from "./plain-text.ts";

/**
 * Says of each assertion whether it holds of the fields of one run, with what was found there. Of several values that a
 * JSONPath selects, all must hold. An assertion that would cost too much, or cannot be understood, is `inconclusive`.
 * @param options.now Milliseconds since the epoch, for moments such as `now+14d`.
 */
export const evaluateAssertions = (
  assertions: readonly Assertion[],
  values: FieldValues,
  { fields, now }: { readonly fields: readonly FieldDescriptor[]; readonly now: number },
): AssertionResult[] =>
  assertions.map((assertion) => {
    const field = fields.find(({ id }) => id === assertion.field);
    if (!field) return inconclusive(assertion, `the strategy has no field "${assertion.field}"`);
    try {
      return evaluate(assertion, field, { values, now });
    } catch (error) {
      if (!isExpected(error)) throw error;
      return inconclusive(assertion, `${describeAssertion(assertion, field)}: ${error.message}`);
    }
  });

/** What is wrong with an assertion before it is saved: its field, operator and value, its pattern, its JSONPath. */
export function assertionProblems(assertion: Assertion, fields: readonly FieldDescriptor[]): AssertionIssue[] {
  const issues = assertionIssues(assertion, fields);
  if (issues.length > 0) return issues;
  const isPattern = assertion.operator === "matches" || assertion.operator === "notMatches";
  const pattern = isPattern ? patternProblem(String(assertion.value)) : undefined;
  const isPath = fields.some(({ id, type }) => id === assertion.field && type === "json");
  const path = isPath ? pathProblem(assertion.path ?? "") : undefined;
  return [
    ...(pattern === undefined ? [] : [{ path: "value", message: pattern }]),
    ...(path === undefined ? [] : [{ path: "path", message: path }]),
  ];
}

/** What is kept of an actual value. */
const MAX_ACTUAL_BYTES = 1024;
/** What is shown of it in a sentence. */
const MAX_SHOWN = 120;

function evaluate(
  assertion: Assertion,
  field: FieldDescriptor,
  { values, now }: { values: FieldValues; now: number },
): AssertionResult {
  const found = find(assertion, field, values);
  const wrong = found.findIndex((value) => !holds(assertion, value, now));
  const passed = assertion.operator === "notExists" ? found.length === 0 : found.length > 0 && wrong === -1;
  // Of several values, the one that spoke against the assertion is the one to keep.
  const actual = found.length === 0 ? undefined : plainText(textOf(found[Math.max(0, wrong)]), MAX_ACTUAL_BYTES);
  const message = passed
    ? describeAssertion(assertion, field)
    : describeFailure(assertion, field, actual === undefined ? "there was none" : `was ${show(actual)}`);
  return { assertion, passed, ...(actual !== undefined && { actual }), message };
}

/** What there is in the place that the assertion looks at: nothing, one value, or several by a JSONPath. */
function find({ path = "" }: Assertion, field: FieldDescriptor, values: FieldValues): unknown[] {
  const value = values[field.id];
  if (value === undefined || (value === null && field.type !== "json")) return [];
  if (field.type === "json") return selectValues(path, value);
  if (field.type !== "headers") return [value];
  const name = path.toLowerCase();
  return typeof value === "object" && value !== null && Object.hasOwn(value, name) ? [Reflect.get(value, name)] : [];
}

const show = (actual: string): string =>
  actual.length > MAX_SHOWN ? `${actual.slice(0, MAX_SHOWN)}…` : actual || "empty";

const inconclusive = (assertion: Assertion, message: string): AssertionResult => ({
  assertion,
  passed: "inconclusive",
  message,
});

const isExpected = (error: unknown): error is Error =>
  error instanceof OverBudgetError || error instanceof RE2JSException || error instanceof JSONPathError;
