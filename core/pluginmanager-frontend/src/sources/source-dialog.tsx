import { splitSecrets } from "@checkstack/frontend-api";
import type { SourceSettings } from "@checkstack/pluginmanager-common";
import {
  Button,
  describeError,
  Dialog,
  errorsUnder,
  FormFailure,
  SchemaForm,
  schemaDefaults,
  toast,
  useForm,
  validateForm,
  type ErrorDescription,
  type FormErrors,
  type FormValue,
} from "@checkstack/ui";
import { useState } from "react";
import * as z from "zod";
import { fieldOfPath, withSource } from "./change-sources.ts";
import type { SourceEntry, SourceKind } from "./source-kinds.ts";
import { useSaveSources } from "./use-save-sources.ts";

export interface SourceDialogProps {
  kind: SourceKind;
  settings: SourceSettings;
  /** Absent for a new one. */
  entry: SourceEntry | undefined;
  onClose(): void;
}

/** One source, made from the schema of its kind. */
export function SourceDialog({ kind, settings, entry, onClose }: SourceDialogProps) {
  const save = useSaveSources();
  const [{ value, stored }] = useState(() => splitSecrets({ ...schemaDefaults(kind.schema), ...entry }));
  const form = useForm<{ data: FormValue }>({
    initial: { data: value },
    check: ({ data }) => underData(validateForm(kind.schema, data, { storedSecrets: stored })),
    describe,
    async send({ data }) {
      await save(withSource(settings, kind.list, data, entry?.id));
      toast.success(`${String(data["name"])} is saved`);
      onClose();
    },
  });
  return (
    <Dialog
      open
      onOpenChange={(open) => !open && onClose()}
      title={entry ? `Edit ${entry.name}` : `Add a ${kind.noun}`}
      description={kind.description}
    >
      <form noValidate onSubmit={form.submit} className="flex flex-col gap-4">
        <SchemaForm
          schema={kind.schema}
          value={form.values.data}
          onChange={(data) => form.set("data", data)}
          errors={errorsUnder(form.errors, "data")}
          storedSecrets={stored}
          disabled={form.pending}
        />
        <FormFailure failure={form.failure} />
        <div className="flex justify-end gap-2">
          <Button onClick={onClose}>Cancel</Button>
          <Button type="submit" look="primary" pending={form.pending}>
            Save
          </Button>
        </div>
      </form>
    </Dialog>
  );
}

/** What is wrong, at the field of this one source, whether it was found here or by the server. */
function describe(error: unknown): ErrorDescription {
  const description = describeError(error);
  const found =
    error instanceof z.ZodError
      ? Object.fromEntries(error.issues.map(({ path, message }) => [path.map(String).join("."), message]))
      : description.fields;
  return {
    ...description,
    fields: underData(Object.fromEntries(Object.entries(found).map(([path, message]) => [fieldOfPath(path), message]))),
  };
}

const underData = (errors: FormErrors): FormErrors =>
  Object.fromEntries(Object.entries(errors).map(([path, message]) => [`data.${path}`, message]));
