import * as z from "zod";
import type { FieldDescriptor } from "./fields.ts";
import { parseMoment } from "./moment.ts";
import { operandOf, OPERATORS, operatorSchema, operatorsFor, type AssertionOperator } from "./operators.ts";

/** The longest regular expression, path and operand of an assertion: a budget, not a matter of taste. */
export const MAX_PATTERN_LENGTH = 1000;

/** What must hold of one result field; when it does not, the run is as bad as `severity` says. */
export const assertionSchema = z
  .object({
    /** The id of a field of the strategy. */
    field: z.string().min(1, "must name a field"),
    /** Where in the field: a JSONPath (RFC 9535) in a JSON field, a name in headers. */
    path: z.string().max(MAX_PATTERN_LENGTH).optional(),
    operator: operatorSchema,
    value: z.union([z.string().max(10_000), z.number(), z.boolean(), z.null()]).optional(),
    severity: z.enum(["degraded", "unhealthy"]).default("unhealthy"),
  })
  .superRefine(({ operator, value }, context) => {
    const message = operandProblem(operator, value);
    if (message !== undefined) context.addIssue({ code: "custom", path: ["value"], message });
  });
export type Assertion = z.infer<typeof assertionSchema>;

/** What became of an assertion in one run. */
export const assertionResultSchema = z.object({
  assertion: assertionSchema,
  passed: z.union([z.boolean(), z.literal("inconclusive")]),
  /** What was found, at most 1 KB of it; absent when nothing was there. */
  actual: z.string().optional(),
  /** `expected status code to be below 400, was 503`; what holds, when it passed. */
  message: z.string(),
});
export type AssertionResult = z.infer<typeof assertionResultSchema>;

export interface AssertionIssue {
  /** `field`, `path`, `operator` or `value`. */
  readonly path: string;
  readonly message: string;
}

/** What is wrong with an assertion on the fields of a strategy; empty when nothing is. */
export function assertionIssues(assertion: Assertion, fields: readonly FieldDescriptor[]): AssertionIssue[] {
  const field = fields.find(({ id }) => id === assertion.field);
  if (!field) {
    const known = fields.map(({ id }) => id).join(", ");
    return [{ path: "field", message: `"${assertion.field}" is not a field of this strategy, which has: ${known}` }];
  }
  const issues: AssertionIssue[] = [];
  if (!operatorsFor(field.type).includes(assertion.operator)) {
    const offered = operatorsFor(field.type).join(", ");
    issues.push({
      path: "operator",
      message: `"${assertion.operator}" does not fit ${field.label}; use one of: ${offered}`,
    });
  }
  if (field.type === "number" && operandOf(assertion.operator) === "scalar" && typeof assertion.value !== "number") {
    issues.push({ path: "value", message: `must be a number, because ${field.label} is one` });
  }
  const path = assertion.path ?? "";
  if (field.type === "headers" && path === "") issues.push({ path: "path", message: "must name a header" });
  if (field.type === "json" && !path.startsWith("$")) {
    issues.push({ path: "path", message: "must be a JSONPath, such as $.status" });
  }
  if (field.type !== "headers" && field.type !== "json" && path !== "") {
    issues.push({ path: "path", message: `must be left out: ${field.label} has no parts` });
  }
  return issues;
}

/** `status code is below 400`. */
export const describeAssertion = (assertion: Assertion, field: FieldDescriptor): string =>
  [subject(assertion, field), OPERATORS[assertion.operator].says, ...operand(assertion, field)].join(" ");

/** `expected status code to be below 400, was 503`. */
export const describeFailure = (assertion: Assertion, field: FieldDescriptor, found: string): string =>
  ["expected", subject(assertion, field), OPERATORS[assertion.operator].expects, ...operand(assertion, field)].join(
    " ",
  ) + `, ${found}`;

function operandProblem(operator: AssertionOperator, value: Assertion["value"]): string | undefined {
  switch (operandOf(operator)) {
    case "none":
      return value === undefined ? undefined : `must be left out: "${operator}" compares with nothing`;
    case "scalar":
      return value === undefined ? "must be given" : undefined;
    case "number":
      return typeof value === "number" ? undefined : "must be a number";
    case "text":
      return typeof value === "string" && value !== "" ? undefined : "must be a text that is not empty";
    case "pattern":
      if (typeof value !== "string" || value === "") return "must be a regular expression";
      return value.length > MAX_PATTERN_LENGTH ? `must have at most ${MAX_PATTERN_LENGTH} characters` : undefined;
    case "moment":
      return typeof value === "string" && parseMoment(value, 0) !== undefined
        ? undefined
        : "must be a date such as 2026-05-01, or a moment such as now+14d";
  }
}

function subject({ path }: Assertion, { label, type }: FieldDescriptor): string {
  if (path === undefined || path === "") return label;
  return type === "headers" ? `header ${path}` : `${label} at ${path}`;
}

function operand({ operator, value }: Assertion, { unit }: FieldDescriptor): string[] {
  const kind = operandOf(operator);
  if (kind === "none") return [];
  if (kind === "pattern") return [`/${value}/`];
  if (kind === "moment") return [String(value)];
  if (typeof value === "number" && unit !== undefined) return [`${value} ${unit}`];
  return [JSON.stringify(value)];
}
