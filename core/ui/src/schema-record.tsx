import { Plus, X } from "lucide-react";
import { useState } from "react";
import { Button, IconButton } from "./button.tsx";
import { Input } from "./input.tsx";
import { useFieldError, useSchemaField, type SchemaFieldProps } from "./schema-form-context.ts";
import { Group } from "./schema-group.tsx";
import { isRecord, join } from "./schema-values.ts";

type Entry = readonly [key: string, value: unknown];

/** Names and values. Rows being typed, without a name or with one twice, are kept here until they are whole. */
export function SchemaRecord({ model, path, value, onChange }: SchemaFieldProps<"record">) {
  const SchemaField = useSchemaField();
  const error = useFieldError(path);
  const [typed, setTyped] = useState<readonly Entry[]>([]);
  const current = isRecord(value) ? value : {};
  const entries = sameRecord(typed, current) ? typed : Object.entries(current);

  const emit = (next: readonly Entry[]) => {
    setTyped(next);
    const record = recordOf(next);
    onChange(Object.keys(record).length === 0 && !model.required ? undefined : record);
  };

  return (
    <Group title={model.title} description={model.description} error={error}>
      <div className="flex flex-col items-start gap-2">
        {entries.map(([key, item], index) => (
          <div key={index} className="flex w-full items-start gap-2">
            <Input
              aria-label={`${model.title}, name ${index + 1}`}
              placeholder="Name"
              value={key}
              className="flex-1"
              onChange={(event) => emit(entries.with(index, [event.target.value, item]))}
            />
            <div className="min-w-0 flex-2">
              {model.value.kind === "text" ? (
                <TextValue
                  label={`${model.title}, value ${index + 1}`}
                  path={join(path, key)}
                  value={item}
                  onChange={(next) => emit(entries.with(index, [key, next]))}
                />
              ) : (
                <SchemaField
                  model={model.value}
                  path={join(path, key)}
                  value={item}
                  onChange={(next) => emit(entries.with(index, [key, next]))}
                />
              )}
            </div>
            <IconButton label={`Remove ${key || index + 1}`} onClick={() => emit(entries.toSpliced(index, 1))}>
              <X aria-hidden />
            </IconButton>
          </div>
        ))}
        <Button size="sm" onClick={() => emit([...entries, ["", ""]])}>
          <Plus aria-hidden /> Add
        </Button>
      </div>
    </Group>
  );
}

interface TextValueProps {
  label: string;
  path: string;
  value: unknown;
  onChange(value: string): void;
}

/** A text needs no heading of its own beside its name. */
function TextValue({ label, path, value, onChange }: TextValueProps) {
  const error = useFieldError(path);
  return (
    <Input
      aria-label={label}
      aria-invalid={error ? true : undefined}
      placeholder="Value"
      value={typeof value === "string" ? value : ""}
      onChange={(event) => onChange(event.target.value)}
    />
  );
}

const recordOf = (entries: readonly Entry[]): Record<string, unknown> =>
  Object.fromEntries(entries.filter(([key]) => key !== ""));

const sameRecord = (entries: readonly Entry[], record: Record<string, unknown>): boolean =>
  JSON.stringify(recordOf(entries)) === JSON.stringify(record);
