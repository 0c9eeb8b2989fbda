import { ChevronRight } from "lucide-react";
import { useSchemaField } from "./schema-form-context.ts";
import type { FieldModel, ObjectField } from "./schema-model.ts";
import { join, type FormValue } from "./schema-values.ts";

export interface SchemaFieldsProps {
  model: FieldModel & ObjectField;
  path: string;
  value: FormValue;
  onChange(value: FormValue): void;
}

/** The fields of one object; those marked advanced are folded away below the others. */
export function SchemaFields({ model, path, value, onChange }: SchemaFieldsProps) {
  const SchemaField = useSchemaField();
  const draw = ({ key, model: field }: ObjectField["fields"][number]) => (
    <SchemaField
      key={key}
      model={field}
      path={join(path, key)}
      value={value[key]}
      onChange={(next) => onChange(withProperty(value, key, next))}
    />
  );
  const plain = model.fields.filter((field) => !field.model.advanced);
  const advanced = model.fields.filter((field) => field.model.advanced);
  return (
    <div className="flex flex-col gap-4">
      {plain.map((field) => draw(field))}
      {advanced.length > 0 && (
        <details className="group/advanced rounded-md border border-line">
          <summary className="flex min-h-9 cursor-pointer list-none items-center gap-1.5 rounded-md px-3 text-sm font-medium text-text-muted hover:text-text">
            <ChevronRight
              aria-hidden
              className="size-4 transition-transform duration-100 group-open/advanced:rotate-90"
            />
            Advanced
          </summary>
          <div className="flex flex-col gap-4 border-t border-line p-3">{advanced.map((field) => draw(field))}</div>
        </details>
      )}
    </div>
  );
}

/** Absent and undefined are not the same to a server: what was emptied is left out. */
function withProperty(value: FormValue, key: string, next: unknown): FormValue {
  const { [key]: _, ...rest } = value;
  return next === undefined ? rest : { ...value, [key]: next };
}
