import {
  describeAssertion,
  operandOf,
  operatorsFor,
  phraseOf,
  assertionSchema,
  type FieldDescriptor,
} from "@checkstack/healthcheck-common";
import { Field, IconButton, Input, Select } from "@checkstack/ui";
import { X } from "lucide-react";
import { hasPath, toAssertion, withField, type AssertionDraft } from "./assertion-draft.ts";

export interface AssertionRowProps {
  draft: AssertionDraft;
  fields: readonly FieldDescriptor[];
  /** By `field`, `path`, `operator` and `value`. */
  errors: Readonly<Record<string, string>>;
  onChange(draft: AssertionDraft): void;
  onRemove(): void;
}

/** One assertion: a field, what must hold of it, and the whole as a sentence. */
export function AssertionRow({ draft, fields, errors, onChange, onRemove }: AssertionRowProps) {
  const field = fields.find(({ id }) => id === draft.field);
  const operators = operatorsFor(field?.type ?? "text");
  return (
    <li className="flex flex-col gap-2 p-3">
      <div className="flex items-start gap-2">
        <div className="grid min-w-0 flex-1 grid-cols-[repeat(auto-fit,minmax(9rem,1fr))] gap-2">
          <Field label={<Hidden>Field</Hidden>} error={errors["field"]}>
            <Select
              value={draft.field}
              options={fields.map(({ id, label }) => ({ value: id, label: capital(label) }))}
              onValueChange={(id) => {
                const next = fields.find((candidate) => candidate.id === id);
                if (next) onChange(withField(draft, next));
              }}
            />
          </Field>
          {field && hasPath(field.type) && (
            <Field label={<Hidden>{pathName(field)}</Hidden>} error={errors["path"]}>
              <Input
                value={draft.path}
                placeholder={field.type === "headers" ? "content-type" : "$.status"}
                spellCheck={false}
                autoCapitalize="none"
                className="font-mono"
                onChange={(event) => onChange({ ...draft, path: event.target.value })}
              />
            </Field>
          )}
          <Field label={<Hidden>Comparison</Hidden>} error={errors["operator"]}>
            <Select
              value={draft.operator}
              options={operators.map((operator) => ({ value: operator, label: phraseOf(operator) }))}
              onValueChange={(operator) => onChange({ ...draft, operator })}
            />
          </Field>
          <Operand draft={draft} field={field} error={errors["value"]} onChange={onChange} />
          <Field label={<Hidden>Otherwise</Hidden>}>
            <Select
              value={draft.severity}
              options={SEVERITIES}
              onValueChange={(severity) => onChange({ ...draft, severity })}
            />
          </Field>
        </div>
        <IconButton label="Remove the assertion" onClick={onRemove}>
          <X aria-hidden />
        </IconButton>
      </div>
      <Sentence draft={draft} fields={fields} />
    </li>
  );
}

interface OperandProps {
  draft: AssertionDraft;
  field: FieldDescriptor | undefined;
  error: string | undefined;
  onChange(draft: AssertionDraft): void;
}

function Operand({ draft, field, error, onChange }: OperandProps) {
  const kind = operandOf(draft.operator);
  if (kind === "none") return null;
  const numeric = kind === "number" || (kind === "scalar" && field?.type === "number");
  return (
    <Field label={<Hidden>Value</Hidden>} error={error}>
      <Input
        value={draft.value}
        inputMode={numeric ? "decimal" : "text"}
        placeholder={PLACEHOLDERS[kind]}
        spellCheck={false}
        autoCapitalize="none"
        {...(kind === "pattern" && { className: "font-mono" })}
        {...(numeric && field?.unit !== undefined && { after: <span className="pr-2">{field.unit}</span> })}
        onChange={(event) => onChange({ ...draft, value: event.target.value })}
      />
    </Field>
  );
}

/** The whole as it will be read; nothing while it makes no sense yet. */
function Sentence({ draft, fields }: Pick<AssertionRowProps, "draft" | "fields">) {
  const field = fields.find(({ id }) => id === draft.field);
  const assertion = assertionSchema.safeParse(toAssertion(draft, fields)).data;
  if (!field || !assertion) return null;
  return (
    <p className="text-xs wrap-anywhere text-text-muted">
      {capital(describeAssertion(assertion, field))}, or else it is {draft.severity}.
    </p>
  );
}

const Hidden = ({ children }: { children: string }) => <span className="sr-only">{children}</span>;

const pathName = ({ type }: FieldDescriptor): string => (type === "headers" ? "Header" : "JSONPath");

const SEVERITIES = [
  { value: "unhealthy", label: "else unhealthy" },
  { value: "degraded", label: "else degraded" },
] as const;

const PLACEHOLDERS: Readonly<Record<string, string>> = {
  number: "400",
  scalar: "value",
  text: "text",
  pattern: "^ok$",
  moment: "now+14d, or 2026-05-01",
};

const capital = (text: string): string => `${text.charAt(0).toUpperCase()}${text.slice(1)}`;
