import { operatorsFor, type FieldDescriptor } from "@checkstack/healthcheck-common";
import { Button, errorsUnder, type FormErrors } from "@checkstack/ui";
import { Plus } from "lucide-react";
import type { AssertionDraft } from "./assertion-draft.ts";
import { AssertionRow } from "./assertion-row.tsx";

export interface AssertionsEditorProps {
  assertions: readonly AssertionDraft[];
  fields: readonly FieldDescriptor[];
  /** By `assertions.0.value`. */
  errors: FormErrors;
  onChange(assertions: readonly AssertionDraft[]): void;
}

const MOST = 50;

/** What must hold of the result. */
export function AssertionsEditor({ assertions, fields, errors, onChange }: AssertionsEditorProps) {
  const add = () => {
    const [first] = fields;
    const [operator] = operatorsFor(first?.type ?? "text");
    if (!first || !operator) return;
    const draft = { field: first.id, path: "", operator, value: "", severity: "unhealthy" } as const;
    onChange([...assertions, { ...draft, key: crypto.randomUUID() }]);
  };
  return (
    <div className="flex flex-col items-start gap-3">
      {assertions.length === 0 && (
        <p className="text-sm text-text-muted">
          None: every answer that the check itself accepts is good. Add one here, or click what a test has found.
        </p>
      )}
      {assertions.length > 0 && (
        <ul className="w-full divide-y divide-line rounded-md border border-line">
          {assertions.map((draft, index) => (
            <AssertionRow
              key={draft.key}
              draft={draft}
              fields={fields}
              errors={errorsUnder(errors, `assertions.${index}`)}
              onChange={(changed) => onChange(assertions.with(index, changed))}
              onRemove={() => onChange(assertions.toSpliced(index, 1))}
            />
          ))}
        </ul>
      )}
      <Button size="sm" disabled={assertions.length >= MOST} onClick={add}>
        <Plus aria-hidden /> Add an assertion
      </Button>
    </div>
  );
}
