import {
  assertionIssues,
  assertionSchema,
  operandOf,
  operatorsFor,
  type Assertion,
  type AssertionOperator,
  type FieldDescriptor,
  type FieldType,
} from "@checkstack/healthcheck-common";
import { sentenceOfIssue } from "./issue-sentence.ts";

/** An assertion while it is being written: what is typed is text. */
export interface AssertionDraft {
  /** Tells rows apart while they move. */
  readonly key: string;
  readonly field: string;
  readonly path: string;
  readonly operator: AssertionOperator;
  readonly value: string;
  readonly severity: Assertion["severity"];
}

/** What the server is sent; a value that does not fit goes as it is, and is refused with a sentence. */
export function toAssertion(draft: AssertionDraft, fields: readonly FieldDescriptor[]) {
  const { field, path, operator, value, severity } = draft;
  const type = fields.find(({ id }) => id === field)?.type ?? "text";
  const operand = valueOf(value, operator, type);
  return {
    field,
    operator,
    severity,
    ...(hasPath(type) && path !== "" && { path: path.trim() }),
    ...(operand !== undefined && { value: operand }),
  };
}

export function toDraft(assertion: Assertion, fields: readonly FieldDescriptor[], key: string): AssertionDraft {
  const { field, path = "", operator, value, severity } = assertion;
  const type = fields.find(({ id }) => id === field)?.type ?? "text";
  return { key, field, path, operator, value: textOf(value, type), severity };
}

/** Another field keeps the operator and the value as far as they make sense for it. */
export function withField(draft: AssertionDraft, { id, type }: FieldDescriptor): AssertionDraft {
  const operators = operatorsFor(type);
  const operator = operators.includes(draft.operator) ? draft.operator : (operators[0] ?? draft.operator);
  return { ...draft, field: id, path: "", operator };
}

/** What is wrong, by `field`, `path`, `operator` or `value`, as sentences. */
export function assertionErrors(draft: AssertionDraft, fields: readonly FieldDescriptor[]): Record<string, string> {
  const assertion = toAssertion(draft, fields);
  const isNumber = fields.some(({ id, type }) => id === draft.field && type === "number");
  if (isNumber && typeof assertion.value === "string") return { value: "Must be a number." };
  const parsed = assertionSchema.safeParse(assertion);
  const issues = parsed.success
    ? assertionIssues(parsed.data, fields).map(({ path, message }) => [path, sentenceOfIssue({ message })] as const)
    : parsed.error.issues.map((issue) => [String(issue.path[0] ?? "value"), sentenceOfIssue(issue)] as const);
  return Object.fromEntries(issues);
}

/** Headers and JSON are looked into. */
export const hasPath = (type: FieldType): boolean => type === "headers" || type === "json";

function valueOf(text: string, operator: AssertionOperator, type: FieldType): Assertion["value"] {
  const kind = operandOf(operator);
  if (kind === "none") return undefined;
  if (kind === "number" || (kind === "scalar" && type === "number")) {
    return text.trim() === "" || Number.isNaN(Number(text)) ? text : Number(text);
  }
  return kind === "scalar" && type === "json" ? jsonScalar(text) : text;
}

/** `12`, `true`, `null` and `"12"` mean what they mean in JSON; everything else is a text. */
function jsonScalar(text: string): Assertion["value"] {
  try {
    const value: unknown = JSON.parse(text);
    return typeof value === "object" && value !== null ? text : isScalar(value) ? value : text;
  } catch {
    return text;
  }
}

function textOf(value: Assertion["value"], type: FieldType): string {
  if (value === undefined) return "";
  // A text that would read as something else in JSON keeps its quotes.
  if (typeof value === "string") return type === "json" && jsonScalar(value) !== value ? JSON.stringify(value) : value;
  return String(value);
}

const isScalar = (value: unknown): value is string | number | boolean | null =>
  value === null || typeof value === "string" || typeof value === "number" || typeof value === "boolean";
