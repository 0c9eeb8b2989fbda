import type { FormValue } from "@checkstack/ui";

/** Stored data as a form takes it: configurations are objects. */
export const formValueOf = (data: unknown): FormValue => (isRecord(data) ? data : {});

const isRecord = (value: unknown): value is Record<string, unknown> =>
  typeof value === "object" && value !== null && !Array.isArray(value);
