import { Plus, X } from "lucide-react";
import { Button, IconButton } from "./button.tsx";
import { useFieldError, useSchemaField, type SchemaFieldProps } from "./schema-form-context.ts";
import { Group } from "./schema-group.tsx";
import { defaultOf, join } from "./schema-values.ts";

/** Items one below the other. */
export function SchemaList({ model, path, value, onChange }: SchemaFieldProps<"list">) {
  const error = useFieldError(path);
  const SchemaField = useSchemaField();
  const items: readonly unknown[] = Array.isArray(value) ? value : [];
  const full = model.maxItems !== undefined && items.length >= model.maxItems;
  const emit = (next: readonly unknown[]) => onChange(next.length === 0 && !model.required ? undefined : next);
  return (
    <Group title={model.title} description={model.description} error={error}>
      <div className="flex flex-col items-start gap-2">
        {items.map((item, index) => (
          // Items have no identity of their own; their place is all there is.
          <div key={index} className="flex w-full items-end gap-2">
            <div className="min-w-0 flex-1">
              <SchemaField
                model={{ ...model.item, title: `${model.item.title} ${index + 1}`, required: false }}
                path={join(path, String(index))}
                value={item}
                hideLabel
                onChange={(next) => emit(items.with(index, next ?? ""))}
              />
            </div>
            <IconButton label={`Remove ${index + 1}`} onClick={() => emit(items.toSpliced(index, 1))}>
              <X aria-hidden />
            </IconButton>
          </div>
        ))}
        <Button size="sm" disabled={full} onClick={() => emit([...items, defaultOf(model.item) ?? ""])}>
          <Plus aria-hidden /> Add
        </Button>
      </div>
    </Group>
  );
}
