import { Eye, EyeOff, Lock } from "lucide-react";
import { useState } from "react";
import { Button, IconButton } from "./button.tsx";
import { useField } from "./field.tsx";
import { Input, Textarea } from "./input.tsx";
import { useIsStored, type SchemaFieldProps } from "./schema-form-context.ts";

/** A stored secret is shown as stored and left alone until somebody replaces it. */
export function SchemaSecret({ model, path, value, onChange }: SchemaFieldProps<"secret">) {
  const stored = useIsStored(path);
  const [visible, setVisible] = useState(false);
  const { id, "aria-describedby": describedBy } = useField();

  if (stored && value === undefined) {
    return (
      <div className="flex h-8 items-center justify-between gap-2 rounded-md border border-line bg-sunken pr-1 pl-2.5 text-sm text-text-muted">
        <span className="flex min-w-0 items-center gap-2">
          <Lock aria-hidden className="size-4 shrink-0" />
          <span className="truncate">Stored, unchanged</span>
        </span>
        <Button id={id} aria-describedby={describedBy} look="ghost" size="sm" onClick={() => onChange("")}>
          Replace
        </Button>
      </div>
    );
  }

  const text = typeof value === "string" ? value : "";
  return (
    <div className="flex items-start gap-2">
      <div className="min-w-0 flex-1">
        {model.multiline ? (
          <Textarea
            value={text}
            autoComplete="off"
            spellCheck={false}
            className="font-mono"
            onChange={(event) => onChange(event.target.value)}
          />
        ) : (
          <Input
            type={visible ? "text" : "password"}
            autoComplete="new-password"
            spellCheck={false}
            value={text}
            placeholder={model.placeholder}
            onChange={(event) => onChange(event.target.value === "" && !stored ? undefined : event.target.value)}
            after={
              <IconButton size="sm" label={visible ? "Hide" : "Show"} onClick={() => setVisible(!visible)}>
                {visible ? <EyeOff aria-hidden /> : <Eye aria-hidden />}
              </IconButton>
            }
          />
        )}
      </div>
      {stored && (
        <Button look="ghost" onClick={() => onChange(undefined)}>
          Keep stored
        </Button>
      )}
    </div>
  );
}
