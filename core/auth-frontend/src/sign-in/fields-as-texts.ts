import type { FormValue } from "@checkstack/ui";

/** What a sign-in method takes: every field as text, without those that were left empty. */
export const fieldsAsTexts = (value: FormValue): Record<string, string> =>
  Object.fromEntries(
    Object.entries(value).flatMap(([name, field]) =>
      field === undefined || field === null ? [] : [[name, typeof field === "string" ? field : JSON.stringify(field)]],
    ),
  );
