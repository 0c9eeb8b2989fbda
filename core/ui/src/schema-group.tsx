import type { ReactNode } from "react";
import { Button } from "./button.tsx";
import { FieldError } from "./field.tsx";
import { useFieldError, type SchemaFieldProps } from "./schema-form-context.ts";
import { SchemaFields } from "./schema-fields.tsx";
import { defaultOf, isRecord } from "./schema-values.ts";

/** An object within a form. One that may be absent is added and removed as a whole. */
export function SchemaGroup({ model, path, value, onChange }: SchemaFieldProps<"object">) {
  const error = useFieldError(path);
  const present = isRecord(value);
  const aside = !model.required && (
    <Button
      look="ghost"
      size="sm"
      onClick={() => onChange(present ? undefined : defaultOf({ ...model, required: true }))}
    >
      {present ? "Remove" : "Add"}
    </Button>
  );
  return (
    <Group title={model.title} description={model.description} error={error} aside={aside}>
      {(present || model.required) && (
        <SchemaFields model={model} path={path} value={present ? value : {}} onChange={onChange} />
      )}
    </Group>
  );
}

export interface GroupProps {
  title: string;
  description: string | undefined;
  error: string | undefined;
  aside?: ReactNode;
  children: ReactNode;
}

/** Several controls under one heading. */
export const Group = ({ title, description, error, aside, children }: GroupProps) => (
  <fieldset className="flex min-w-0 flex-col gap-3">
    <legend className="contents">
      <span className="flex min-h-7 items-center justify-between gap-2">
        <span className="text-sm font-medium text-text">{title}</span>
      </span>
    </legend>
    {(aside || description) && (
      <div className="-mt-2 flex items-center justify-between gap-2">
        <p className="text-xs text-text-muted">{description}</p>
        {aside}
      </div>
    )}
    {children && <div className="border-l-2 border-line pl-4">{children}</div>}
    {error && <FieldError>{error}</FieldError>}
  </fieldset>
);
