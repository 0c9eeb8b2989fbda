import { useMemo } from "react";
import { cn } from "./cn.ts";
import { SchemaField } from "./schema-field.tsx";
import { SchemaFields } from "./schema-fields.tsx";
import { SchemaFormContext } from "./schema-form-context.ts";
import { parseSchema } from "./schema-parse.ts";
import type { FormErrors, FormValue } from "./schema-values.ts";

export interface SchemaFormProps {
  /** JSON Schema, draft 2020-12, of an object: what `configJsonSchema` makes. */
  schema: unknown;
  value: FormValue;
  onChange(value: FormValue): void;
  /** By dotted path within the schema. */
  errors?: FormErrors;
  /** Dotted paths of secrets that the server keeps: shown as stored, sent only when replaced. */
  storedSecrets?: readonly string[];
  disabled?: boolean;
  className?: string;
}

/** The controls of a schema, one below the other. The `form` around it, its button and its sending are the page's. */
export function SchemaForm(props: SchemaFormProps) {
  const {
    schema,
    value,
    onChange,
    errors = NO_ERRORS,
    storedSecrets = NO_SECRETS,
    disabled = false,
    className,
  } = props;
  const model = useMemo(() => parseSchema(schema), [schema]);
  const context = useMemo(() => ({ errors, storedSecrets, Field: SchemaField }), [errors, storedSecrets]);
  if (model.kind !== "object") return null;
  return (
    <SchemaFormContext value={context}>
      <fieldset disabled={disabled} className={cn("min-w-0", className)}>
        <SchemaFields model={model} path="" value={value} onChange={onChange} />
      </fieldset>
    </SchemaFormContext>
  );
}

const NO_ERRORS: FormErrors = {};
const NO_SECRETS: readonly string[] = [];
