import { hash } from "node:crypto";

/**
 * Names the account that somebody tries to enter, whether it exists or not: the values of the form's fields that are
 * not secret, in one spelling. A hash, so that what people type is not kept.
 */
export function accountKey(
  method: string,
  fields: Readonly<Record<string, string>>,
  form: Readonly<Record<string, unknown>>,
): string {
  const names = openFieldNames(form).toSorted();
  const spelled = names.map((name) => [name, spell(fields[name] ?? "")]);
  return hash("sha256", JSON.stringify([method, spelled]), "base64url");
}

/** The names of the fields that are not secret in the JSON Schema of a form. */
const openFieldNames = (form: Readonly<Record<string, unknown>>): string[] =>
  Object.entries(isObject(form.properties) ? form.properties : {})
    .filter(([, field]) => !(isObject(field) && field["x-secret"] === true))
    .map(([name]) => name);

const isObject = (value: unknown): value is Record<string, unknown> => typeof value === "object" && value !== null;

const spell = (text: string): string => text.normalize("NFKC").trim().replaceAll(/\s+/g, " ").toLowerCase();
