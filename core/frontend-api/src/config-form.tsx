import {
  Button,
  cn,
  describeError,
  errorsUnder,
  FormFailure,
  SchemaForm,
  useForm,
  validateForm,
  type ErrorDescription,
  type Form,
  type FormErrors,
  type FormValue,
} from "@checkstack/ui";
import { splitSecrets } from "./split-secrets.ts";

export interface ConfigFormProps {
  /** JSON Schema of the configuration. */
  schema: unknown;
  /** As the server shows it, with a mark in place of each secret that it keeps. What is no object counts as an empty one. */
  config: unknown;
  /** Sends it, and resolves once `config` is what the server then has; a rejection is told in the form. */
  onSave(config: FormValue): Promise<unknown>;
  /** How an error reads, with paths within the configuration; `describeError` when absent. */
  describe?(error: unknown): ErrorDescription;
  /** For a dialog, which can be left: the buttons then stand where those of dialogs do. */
  onCancel?(): void;
  className?: string;
}

/** The form of a configuration that the server keeps. It follows what is stored until somebody begins to change it. */
export function ConfigForm({ schema, config, onSave, describe = describeError, onCancel, className }: ConfigFormProps) {
  const { value: stored, stored: storedSecrets } = splitSecrets(isRecord(config) ? config : {});
  const basis = JSON.stringify(config);
  const form: Form<Edit> = useForm<Edit>({
    initial: UNTOUCHED,
    check: ({ data = stored }) => underData(validateForm(schema, data, { storedSecrets })),
    describe(error) {
      const description = describe(error);
      return { ...description, fields: underData(description.fields) };
    },
    async send({ data = stored }) {
      await onSave(data);
      discard();
    },
  });
  const { data = stored } = form.values;
  const discard = () => form.set("data", undefined);
  const isChanged = JSON.stringify(data) !== JSON.stringify(stored);
  const isOverwriting = isChanged && !form.pending && form.values.basis !== basis;
  return (
    <form noValidate onSubmit={form.submit} className={cn("flex flex-col gap-4", className)}>
      <SchemaForm
        schema={schema}
        value={data}
        onChange={(next) => {
          if (!isChanged) form.set("basis", basis);
          form.set("data", next);
        }}
        errors={errorsUnder(form.errors, "data")}
        storedSecrets={storedSecrets}
        disabled={form.pending}
      />
      {isOverwriting && (
        <p role="status" className="rounded-md bg-degraded-soft px-3 py-2 text-sm text-text">
          Somebody has saved this meanwhile. Saving what you see here replaces it.
        </p>
      )}
      <FormFailure failure={form.failure} />
      <div className={cn("flex flex-wrap items-center gap-2", onCancel && "justify-end")}>
        {onCancel && <Button onClick={onCancel}>Cancel</Button>}
        <Button type="submit" look="primary" pending={form.pending} disabled={!onCancel && !isChanged}>
          Save
        </Button>
        {!onCancel && isChanged && (
          <Button look="ghost" disabled={form.pending} onClick={discard}>
            Discard changes
          </Button>
        )}
      </div>
    </form>
  );
}

interface Edit {
  /** Undefined while nobody has changed anything. */
  data: FormValue | undefined;
  /** What was stored when somebody began to change it. */
  basis: string | undefined;
}

const UNTOUCHED: Edit = { data: undefined, basis: undefined };

const underData = (errors: FormErrors): FormErrors =>
  Object.fromEntries(Object.entries(errors).map(([path, message]) => [`data.${path}`, message]));

const isRecord = (value: unknown): value is Record<string, unknown> =>
  typeof value === "object" && value !== null && !Array.isArray(value);
