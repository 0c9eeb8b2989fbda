import { createContext, useContext, type ReactNode } from "react";
import type { FieldModel } from "./schema-model.ts";
import type { FormErrors } from "./schema-values.ts";

export interface SchemaFieldProps<Kind extends FieldModel["kind"] = FieldModel["kind"]> {
  model: FieldModel & { kind: Kind };
  path: string;
  value: unknown;
  /** `undefined` leaves the property out. */
  onChange(value: unknown): void;
  /** An item of a list: its place is its label. */
  hideLabel?: boolean;
}

interface SchemaFormState {
  errors: FormErrors;
  storedSecrets: readonly string[];
  /** Draws any field: passed down, since groups and lists contain what contains them. */
  Field(props: SchemaFieldProps): ReactNode;
}

export const SchemaFormContext = createContext<SchemaFormState | undefined>(undefined);

/** What is wrong at a path. */
export const useFieldError = (path: string): string | undefined => useSchemaForm().errors[path];

/** Whether the server keeps a secret for this path. */
export const useIsStored = (path: string): boolean => useSchemaForm().storedSecrets.includes(path);

export const useSchemaField = (): SchemaFormState["Field"] => useSchemaForm().Field;

function useSchemaForm(): SchemaFormState {
  const state = useContext(SchemaFormContext);
  if (!state) throw new Error("A field of a schema can only be drawn inside a SchemaForm.");
  return state;
}
