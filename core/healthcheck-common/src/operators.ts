import * as z from "zod";
import type { FieldType } from "./fields.ts";

/** Every operator of assertions, in the order in which the editor offers them. */
export const operatorSchema = z.enum([
  "equals",
  "notEquals",
  "lessThan",
  "lessOrEqual",
  "greaterThan",
  "greaterOrEqual",
  "contains",
  "notContains",
  "startsWith",
  "endsWith",
  "matches",
  "notMatches",
  "isEmpty",
  "isNotEmpty",
  "isTrue",
  "isFalse",
  "before",
  "after",
  "exists",
  "notExists",
]);
export type AssertionOperator = z.infer<typeof operatorSchema>;

/** What an operator compares with. */
export type OperandKind = "none" | "scalar" | "number" | "text" | "pattern" | "moment";

interface Operator {
  readonly operand: OperandKind;
  /** What the assertion says of its field: `status code *is below* 400`. */
  readonly says: string;
  /** What was expected of it: `expected status code *to be below* 400`. */
  readonly expects: string;
  /** Fields it makes sense for. JSON and headers, reached by a path, take all. */
  readonly types: readonly FieldType[];
}

export const OPERATORS: Readonly<Record<AssertionOperator, Operator>> = {
  equals: { operand: "scalar", says: "is", expects: "to be", types: ["number", "text"] },
  notEquals: { operand: "scalar", says: "is not", expects: "not to be", types: ["number", "text"] },
  lessThan: { operand: "number", says: "is below", expects: "to be below", types: ["number"] },
  lessOrEqual: { operand: "number", says: "is at most", expects: "to be at most", types: ["number"] },
  greaterThan: { operand: "number", says: "is above", expects: "to be above", types: ["number"] },
  greaterOrEqual: { operand: "number", says: "is at least", expects: "to be at least", types: ["number"] },
  contains: { operand: "text", says: "contains", expects: "to contain", types: ["text"] },
  notContains: { operand: "text", says: "does not contain", expects: "not to contain", types: ["text"] },
  startsWith: { operand: "text", says: "starts with", expects: "to start with", types: ["text"] },
  endsWith: { operand: "text", says: "ends with", expects: "to end with", types: ["text"] },
  matches: { operand: "pattern", says: "matches", expects: "to match", types: ["text"] },
  notMatches: { operand: "pattern", says: "does not match", expects: "not to match", types: ["text"] },
  isEmpty: { operand: "none", says: "is empty", expects: "to be empty", types: ["text"] },
  isNotEmpty: { operand: "none", says: "is not empty", expects: "not to be empty", types: ["text"] },
  isTrue: { operand: "none", says: "is true", expects: "to be true", types: ["boolean"] },
  isFalse: { operand: "none", says: "is false", expects: "to be false", types: ["boolean"] },
  before: { operand: "moment", says: "is before", expects: "to be before", types: ["date"] },
  after: { operand: "moment", says: "is after", expects: "to be after", types: ["date"] },
  exists: { operand: "none", says: "exists", expects: "to exist", types: ["number", "text", "boolean", "date"] },
  notExists: {
    operand: "none",
    says: "does not exist",
    expects: "not to exist",
    types: ["number", "text", "boolean", "date"],
  },
};

/** The operators that make sense for a field, in the order in which they are offered. */
export const operatorsFor = (type: FieldType): AssertionOperator[] =>
  operatorSchema.options.filter(
    (name) => type === "json" || type === "headers" || OPERATORS[name].types.includes(type),
  );

/** What an operator compares with; `none` when it needs no value. */
export const operandOf = (operator: AssertionOperator): OperandKind => OPERATORS[operator].operand;

/** What an operator says of its field, between the field and the value: `is below`. */
export const phraseOf = (operator: AssertionOperator): string => OPERATORS[operator].says;
