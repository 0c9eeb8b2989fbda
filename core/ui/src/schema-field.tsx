import { Field } from "./field.tsx";
import { Checkbox, Switch } from "./choice.tsx";
import { Combobox } from "./combobox.tsx";
import { Input, Textarea } from "./input.tsx";
import { useFieldError, type SchemaFieldProps } from "./schema-form-context.ts";
import { SchemaGroup } from "./schema-group.tsx";
import { SchemaJson } from "./schema-json.tsx";
import { SchemaList } from "./schema-list.tsx";
import { SchemaNumber } from "./schema-number.tsx";
import { SchemaRecord } from "./schema-record.tsx";
import { SchemaSecret } from "./schema-secret.tsx";
import { SchemaVariants } from "./schema-variants.tsx";
import type { Choice } from "./schema-model.ts";
import { Select } from "./select.tsx";

/** The control that fits a part of a schema. */
export function SchemaField({ model, path, value, onChange, hideLabel = false }: SchemaFieldProps) {
  const error = useFieldError(path);
  const field = { label: model.title, hint: model.description, error, required: model.required, hideLabel };
  const empty = model.nullable ? null : undefined;
  switch (model.kind) {
    case "text": {
      const props = {
        value: typeof value === "string" ? value : "",
        placeholder: model.placeholder,
        maxLength: model.maxLength,
        onChange: (event: { target: { value: string } }) =>
          onChange(event.target.value === "" ? empty : event.target.value),
      };
      return (
        <Field {...field}>
          {model.multiline ? <Textarea {...props} /> : <Input type={inputType(model.format)} {...props} />}
        </Field>
      );
    }
    case "secret":
      return (
        <Field {...field}>
          <SchemaSecret model={model} path={path} value={value} onChange={onChange} />
        </Field>
      );
    case "number":
      return (
        <Field {...field}>
          <SchemaNumber model={model} path={path} value={value} onChange={onChange} />
        </Field>
      );
    case "boolean":
      return (
        <Switch
          checked={value === undefined ? model.default === true : value === true}
          onCheckedChange={onChange}
          label={model.title}
          hint={error ?? model.description}
        />
      );
    case "choice":
      return (
        <Field {...field}>
          <ChoiceControl choices={model.choices} value={value ?? model.default} onChange={onChange} />
        </Field>
      );
    case "many":
      return <ManyControl model={model} path={path} value={value} onChange={onChange} />;
    case "object":
      return <SchemaGroup model={model} path={path} value={value} onChange={onChange} />;
    case "list":
      return <SchemaList model={model} path={path} value={value} onChange={onChange} />;
    case "record":
      return <SchemaRecord model={model} path={path} value={value} onChange={onChange} />;
    case "variants":
      return <SchemaVariants model={model} path={path} value={value} onChange={onChange} />;
    case "json":
      return (
        <Field {...field}>
          <SchemaJson value={value} onChange={onChange} />
        </Field>
      );
  }
}

interface ChoiceControlProps {
  choices: readonly Choice[];
  value: unknown;
  onChange(value: Choice["value"]): void;
}

function ChoiceControl({ choices, value, onChange }: ChoiceControlProps) {
  const props = {
    value: value === undefined || value === null ? undefined : String(value),
    options: choices.map((choice) => ({ value: String(choice.value), label: choice.label })),
    onValueChange(chosen: string) {
      const choice = choices.find((candidate) => String(candidate.value) === chosen);
      if (choice) onChange(choice.value);
    },
  };
  return choices.length > MANY ? <Combobox {...props} /> : <Select {...props} />;
}

/** More than this are easier to search than to read. */
const MANY = 12;

function ManyControl({ model, path, value, onChange }: SchemaFieldProps<"many">) {
  const error = useFieldError(path);
  const chosen: readonly unknown[] = Array.isArray(value) ? value : [];
  return (
    <fieldset className="min-w-0">
      <legend className="mb-1.5 text-sm font-medium text-text">{model.title}</legend>
      <div className="flex flex-wrap gap-x-4 gap-y-2">
        {model.choices.map((choice) => (
          <Checkbox
            key={String(choice.value)}
            label={choice.label}
            checked={chosen.includes(choice.value)}
            onCheckedChange={(checked) =>
              onChange(
                model.choices
                  .map((candidate) => candidate.value)
                  .filter((candidate) => (candidate === choice.value ? checked === true : chosen.includes(candidate))),
              )
            }
          />
        ))}
      </div>
      {(error ?? model.description) && (
        <p className={error ? "mt-1.5 text-xs text-unhealthy-text" : "mt-1.5 text-xs text-text-muted"}>
          {error ?? model.description}
        </p>
      )}
    </fieldset>
  );
}

const inputType = (format: string | undefined): string => {
  if (format === "email") return "email";
  return format === "uri" ? "url" : "text";
};
