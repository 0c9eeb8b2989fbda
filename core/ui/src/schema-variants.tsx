import { Field } from "./field.tsx";
import { RadioGroup } from "./choice.tsx";
import { useFieldError, type SchemaFieldProps } from "./schema-form-context.ts";
import { SchemaFields } from "./schema-fields.tsx";
import { isRecord, variantDefault } from "./schema-values.ts";
import { Select } from "./select.tsx";

/** A choice between kinds of object, and the fields of the chosen one. */
export function SchemaVariants({ model, path, value, onChange }: SchemaFieldProps<"variants">) {
  const error = useFieldError(path);
  const current = isRecord(value) ? value : {};
  const chosen = model.variants.find((variant) => variant.value === current[model.tag]);
  const options = model.variants.map(({ value: tag, label, model: variant }) => ({
    value: tag,
    label,
    ...(variant.description !== undefined && { description: variant.description }),
  }));
  const choose = (tag: string) => onChange(variantDefault(model, tag));
  return (
    <div className="flex flex-col gap-3">
      <Field label={model.title} hint={model.description} error={error} required={model.required}>
        {options.length <= 4 ? (
          <RadioGroup value={chosen?.value} options={options} onValueChange={choose} />
        ) : (
          <Select value={chosen?.value} options={options} onValueChange={choose} />
        )}
      </Field>
      {chosen && chosen.model.fields.length > 0 && (
        <div className="border-l-2 border-line pl-4">
          <SchemaFields
            model={chosen.model}
            path={path}
            value={current}
            onChange={(next) => onChange({ ...next, [model.tag]: chosen.value })}
          />
        </div>
      )}
    </div>
  );
}
