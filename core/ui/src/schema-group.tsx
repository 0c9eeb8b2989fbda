import { useId, type ReactNode } from "react";
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
    <Button size="sm" onClick={() => onChange(present ? undefined : defaultOf({ ...model, required: true }))}>
      {present ? "Remove" : "Add"}
      <span className="sr-only"> {model.title}</span>
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
export function Group({ title, description, error, aside, children }: GroupProps) {
  const id = useId();
  return (
    <div role="group" aria-labelledby={id} className="flex min-w-0 flex-col gap-2">
      <div className="flex items-center justify-between gap-2">
        <div className="min-w-0">
          <p id={id} className="text-sm font-medium text-text">
            {title}
          </p>
          {description && <p className="text-xs text-text-muted">{description}</p>}
        </div>
        {aside}
      </div>
      {children && <div className="border-l-2 border-line pl-4">{children}</div>}
      {error && <FieldError>{error}</FieldError>}
    </div>
  );
}
