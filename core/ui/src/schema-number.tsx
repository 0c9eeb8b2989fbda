import { useState } from "react";
import { Input } from "./input.tsx";
import type { SchemaFieldProps } from "./schema-form-context.ts";

/** A number being typed: `1.` and `-` are on their way to one, so the text is kept beside the value. */
export function SchemaNumber({ model, value, onChange }: SchemaFieldProps<"number">) {
  const [typed, setTyped] = useState("");
  const text = valueOf(typed) === value ? typed : String(value ?? "");
  return (
    <Input
      inputMode={model.integer ? "numeric" : "decimal"}
      autoComplete="off"
      value={text}
      placeholder={model.placeholder ?? (model.default === undefined ? undefined : String(model.default))}
      after={model.unit && <span className="pr-1.5">{model.unit}</span>}
      onChange={(event) => {
        setTyped(event.target.value);
        onChange(valueOf(event.target.value) ?? (model.nullable ? null : undefined));
      }}
    />
  );
}

/** What is no number stays text, so that validation can say so. */
const valueOf = (text: string): number | string | undefined => {
  const trimmed = text.trim();
  if (trimmed === "") return undefined;
  const number = Number(trimmed);
  return Number.isNaN(number) ? trimmed : number;
};
