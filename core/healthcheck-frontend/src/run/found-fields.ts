import type { FieldDescriptor } from "@checkstack/healthcheck-common";
import { fieldText } from "./field-text.ts";
import type { AssertionDraft } from "../editor/assertion-draft.ts";

/** Something that a test found and that an assertion could be about. */
export interface FoundField {
  readonly field: FieldDescriptor;
  /** The header, or the place in JSON. */
  readonly path: string;
  readonly label: string;
  readonly value: unknown;
  readonly text: string;
}

/** Everything that was found, headers and the upper levels of JSON one by one. */
export const foundFields = (
  fields: Readonly<Record<string, unknown>>,
  descriptors: readonly FieldDescriptor[],
): FoundField[] =>
  descriptors.flatMap((field) => {
    const value = fields[field.id];
    if (value === undefined || value === null) return [];
    if (field.type === "headers" && isRecord(value)) return headersOf(field, value);
    if (field.type === "json") return jsonLeaves(field, value);
    return [{ field, path: "", label: field.label, value, text: withUnit(fieldText(value), field.unit) }];
  });

/** An assertion that holds for what was found, and would fail if it changed in a way that matters. */
export function suggestAssertion({ field, path, value }: FoundField): Omit<AssertionDraft, "key"> {
  const draft = { field: field.id, path, severity: "unhealthy" } as const;
  const text = typeof value === "string" ? value : JSON.stringify(value);
  if (field.type === "number" && field.unit === "ms")
    return { ...draft, operator: "lessThan", value: String(roomFor(value)) };
  if (field.type === "number" && field.unit === "days") return { ...draft, operator: "greaterOrEqual", value: "14" };
  if (field.type === "date") return { ...draft, operator: "after", value: "now+14d" };
  if (field.type === "boolean") return { ...draft, operator: value === true ? "isTrue" : "isFalse", value: "" };
  if (field.type === "text" && text.length > SHORT) return { ...draft, operator: "contains", value: firstWords(text) };
  return { ...draft, operator: "equals", value: text.length > SHORT ? text.slice(0, SHORT) : text };
}

const SHORT = 80;
const MOST_LEAVES = 20;
const DEEPEST = 2;

const headersOf = (field: FieldDescriptor, headers: Record<string, unknown>): FoundField[] =>
  Object.entries(headers).map(([name, value]) => ({
    field,
    path: name,
    label: `header ${name}`,
    value,
    text: fieldText(value),
  }));

function jsonLeaves(field: FieldDescriptor, root: unknown): FoundField[] {
  const walk = (value: unknown, path: string, depth: number): FoundField[] => {
    if (!isRecord(value)) return Array.isArray(value) ? [] : [leaf(value, path)];
    if (depth === DEEPEST) return [];
    return Object.entries(value).flatMap(([key, part]) => walk(part, path + step(key), depth + 1));
  };
  const leaf = (value: unknown, path: string): FoundField => ({
    field,
    path,
    label: `JSON ${path}`,
    value,
    text: fieldText(value),
  });
  return walk(root, "$", 0).slice(0, MOST_LEAVES);
}

/** A step of a JSONPath (RFC 9535): plain where it can be. */
const step = (key: string): string => (/^[A-Za-z_]\w*$/.test(key) ? `.${key}` : `[${JSON.stringify(key)}]`);

/** Three times what it took, in round numbers. */
function roomFor(value: unknown): number {
  const wanted = Math.max(typeof value === "number" ? value * 3 : 0, 10);
  const size = 10 ** Math.floor(Math.log10(wanted));
  return Math.ceil(wanted / size) * size;
}

const firstWords = (text: string): string =>
  text
    .trim()
    .slice(0, 40)
    .replace(/\s+\S*$/, "");

const withUnit = (text: string, unit: string | undefined): string => (unit === undefined ? text : `${text} ${unit}`);

const isRecord = (value: unknown): value is Record<string, unknown> =>
  typeof value === "object" && value !== null && !Array.isArray(value);
