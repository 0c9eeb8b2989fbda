import type { FieldModel } from "./schema-model.ts";
import { parseSchema } from "./schema-parse.ts";

/** The data of a form. */
export type FormValue = Readonly<Record<string, unknown>>;

/** By dotted path, what is wrong, as a sentence. */
export type FormErrors = Readonly<Record<string, string>>;

/** What a new configuration begins with. */
export function schemaDefaults(schema: unknown): FormValue {
  const defaults = defaultOf(parseSchema(schema));
  return isRecord(defaults) ? defaults : {};
}

/** What can be known without asking the server; it decides again. `storedSecrets` may stay empty. */
export function validateForm(
  schema: unknown,
  value: FormValue,
  { storedSecrets = [] }: { storedSecrets?: readonly string[] } = {},
): FormErrors {
  const errors: Record<string, string> = {};
  check(parseSchema(schema), value, "", { errors, storedSecrets });
  return errors;
}

/** The errors of one part of a form, by paths within that part: `config.url` under `config` is `url`. */
export const errorsUnder = (errors: FormErrors, prefix: string): FormErrors =>
  Object.fromEntries(
    Object.entries(errors).flatMap(([path, message]) =>
      path.startsWith(`${prefix}.`) ? [[path.slice(prefix.length + 1), message]] : [],
    ),
  );

export function defaultOf(model: FieldModel): unknown {
  if (model.default !== undefined && model.kind !== "object") return model.default;
  switch (model.kind) {
    case "object": {
      const given = isRecord(model.default) ? model.default : {};
      const own = Object.fromEntries(
        model.fields.flatMap(({ key, model: field }) => {
          const value = wanted(field) ? defaultOf(field) : undefined;
          return value === undefined ? [] : [[key, value]];
        }),
      );
      return { ...own, ...given };
    }
    case "boolean":
      return model.required ? false : undefined;
    case "choice":
      return model.required && model.choices.length === 1 ? model.choices[0]?.value : undefined;
    case "list":
      return model.required ? Array.from({ length: model.minItems ?? 0 }, () => defaultOf(model.item)) : undefined;
    case "many":
      return model.required ? [] : undefined;
    case "record":
      return model.required ? {} : undefined;
    case "variants":
      return model.required ? variantDefault(model, model.variants[0]?.value) : undefined;
    default:
      return undefined;
  }
}

/** A fresh value of one variant: its tag, and its defaults. */
export function variantDefault(model: FieldModel & { kind: "variants" }, tagValue: string | undefined): unknown {
  const variant = model.variants.find((candidate) => candidate.value === tagValue);
  if (!variant) return undefined;
  const defaults = defaultOf(variant.model);
  return { [model.tag]: variant.value, ...(isRecord(defaults) ? defaults : {}) };
}

/** An optional group begins absent unless something says otherwise. */
const wanted = (field: FieldModel): boolean => field.required || field.default !== undefined;

interface Checking {
  errors: Record<string, string>;
  storedSecrets: readonly string[];
}

function check(model: FieldModel, value: unknown, path: string, checking: Checking): void {
  const { errors, storedSecrets } = checking;
  if (isEmpty(value)) {
    const kept = model.kind === "secret" && storedSecrets.includes(path);
    if (model.required && !model.nullable && model.default === undefined && !kept && demandsValue(model)) {
      errors[path] = `${model.title} is needed.`;
    } else if (model.kind === "object" && model.required) checkFields(model, {}, path, checking);
    return;
  }
  const wrong = wrongness(model, value);
  if (wrong) {
    errors[path] = wrong;
    return;
  }
  checkParts(model, value, path, checking);
}

function checkParts(model: FieldModel, value: unknown, path: string, checking: Checking): void {
  if (model.kind === "object" && isRecord(value)) checkFields(model, value, path, checking);
  if (model.kind === "list" && Array.isArray(value)) {
    for (const [index, item] of value.entries()) check(model.item, item, join(path, String(index)), checking);
  }
  if (model.kind === "record" && isRecord(value)) {
    for (const [key, item] of Object.entries(value)) check(model.value, item, join(path, key), checking);
  }
  if (model.kind === "variants" && isRecord(value)) {
    const variant = model.variants.find((candidate) => candidate.value === value[model.tag]);
    if (variant) checkFields(variant.model, value, path, checking);
    else checking.errors[path] = `Choose what ${model.title.toLowerCase()} is.`;
  }
}

function checkFields(model: FieldModel & { kind: "object" }, value: FormValue, path: string, checking: Checking): void {
  for (const { key, model: field } of model.fields) check(field, value[key], join(path, key), checking);
}

function wrongness(model: FieldModel, value: unknown): string | undefined {
  switch (model.kind) {
    case "number":
      return wrongNumber(model, value);
    case "text":
      return typeof value === "string" ? wrongText(model, value) : `${model.title} must be a text.`;
    case "list":
      return wrongLength(model, value);
    case "json":
      return value instanceof Error ? value.message : undefined;
    default:
      return undefined;
  }
}

function wrongNumber(model: FieldModel & { kind: "number" }, value: unknown): string | undefined {
  if (typeof value !== "number" || Number.isNaN(value)) return `${model.title} must be a number.`;
  if (model.integer && !Number.isInteger(value)) return `${model.title} must be a whole number.`;
  if (model.minimum !== undefined && value < model.minimum) return `${model.title} must be at least ${model.minimum}.`;
  if (model.maximum !== undefined && value > model.maximum) return `${model.title} must be at most ${model.maximum}.`;
  if (model.moreThan !== undefined && value <= model.moreThan)
    return `${model.title} must be more than ${model.moreThan}.`;
  if (model.lessThan !== undefined && value >= model.lessThan)
    return `${model.title} must be less than ${model.lessThan}.`;
  return undefined;
}

function wrongText(model: FieldModel & { kind: "text" }, value: string): string | undefined {
  const { title, minLength, maxLength, format } = model;
  if (minLength !== undefined && value.length < minLength) return `${title} needs at least ${minLength} characters.`;
  if (maxLength !== undefined && value.length > maxLength) return `${title} may have at most ${maxLength} characters.`;
  if (format === "uri" && !URL.canParse(value)) return `${title} must be a full address, such as https://example.com.`;
  if (format === "email" && !/^\S+@\S+\.\S+$/.test(value)) return `${title} must be an e-mail address.`;
  return undefined;
}

function wrongLength(model: FieldModel & { kind: "list" }, value: unknown): string | undefined {
  if (!Array.isArray(value)) return `${model.title} must be a list.`;
  if (model.minItems !== undefined && value.length < model.minItems) {
    return `${model.title} needs at least ${model.minItems}.`;
  }
  if (model.maxItems !== undefined && value.length > model.maxItems) {
    return `${model.title} may have at most ${model.maxItems}.`;
  }
  return undefined;
}

/** An empty list, table or group is a value; its own limits say whether it is enough. */
const demandsValue = (model: FieldModel): boolean =>
  !["object", "many", "list", "record", "boolean"].includes(model.kind);

const isEmpty = (value: unknown): boolean => value === undefined || value === null || value === "";

export const join = (path: string, key: string): string => (path === "" ? key : `${path}.${key}`);

export const isRecord = (value: unknown): value is Record<string, unknown> =>
  typeof value === "object" && value !== null && !Array.isArray(value);
