import { useState } from "react";
import { Textarea } from "./input.tsx";

/** JSON text for what has no better control. While it is no JSON, the value is an error that validation tells. */
export function SchemaJson({ value, onChange }: { value: unknown; onChange(value: unknown): void }) {
  const [typed, setTyped] = useState<string>();
  const current = value instanceof Error || value === undefined ? undefined : JSON.stringify(value);
  const kept = typed !== undefined && (value instanceof Error || JSON.stringify(parse(typed)) === current);
  return (
    <Textarea
      className="font-mono"
      spellCheck={false}
      value={kept ? typed : value === undefined ? "" : JSON.stringify(value, undefined, 2)}
      onChange={(event) => {
        setTyped(event.target.value);
        onChange(parse(event.target.value));
      }}
    />
  );
}

function parse(text: string): unknown {
  if (text.trim() === "") return undefined;
  try {
    return JSON.parse(text);
  } catch {
    return new Error("This is not valid JSON.");
  }
}
