import { describeError, type ErrorDescription } from "./describe-error.ts";
import type { FormErrors } from "./schema-values.ts";

export interface RefusalOptions {
  /** The fields of the form. */
  names: readonly string[];
  /** The field at which an error with this code is told: `{ NAME_TAKEN: "name" }`. */
  fieldOfCode?: Readonly<Record<string, string>>;
  /** How an error reads; `describeError` when absent. */
  describe?(error: unknown): ErrorDescription;
}

/** Why a form was refused: at its fields, or in one sentence when it concerns none of them. */
export interface FormRefusal {
  readonly fields: FormErrors;
  readonly failure?: ErrorDescription;
}

/** Sorts an answer of the server into a form. A path such as `links.0.url` belongs to the field `links`. */
export function readRefusal(error: unknown, options: RefusalOptions): FormRefusal {
  const { names, fieldOfCode = {}, describe = describeError } = options;
  const described = describe(error);
  const field = fieldOfCode[described.code ?? ""];
  if (field !== undefined) return { fields: { [field]: reasonOf(error) ?? described.message } };
  const known = Object.entries(described.fields).filter(([path]) => names.includes(path.split(".", 1)[0] ?? ""));
  if (known.length === 0) return { fields: {}, failure: described };
  return { fields: Object.fromEntries(known.map(([path, message]) => [path, asSentence(message)])) };
}

/** `must not be empty` as it stands below a field: `Must not be empty`. */
export const asSentence = (text: string): string => text.charAt(0).toUpperCase() + text.slice(1);

/** Typed errors may bring a sentence that says more than the code does. */
function reasonOf(error: unknown): string | undefined {
  if (typeof error !== "object" || error === null || !("data" in error)) return undefined;
  const { data } = error;
  if (typeof data !== "object" || data === null || !("reason" in data)) return undefined;
  return typeof data.reason === "string" ? asSentence(data.reason) : undefined;
}
