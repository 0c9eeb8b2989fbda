import { ConfigForm } from "@checkstack/frontend-api";
import type { SourceSettings } from "@checkstack/pluginmanager-common";
import { describeError, Dialog, schemaDefaults, toast, type ErrorDescription } from "@checkstack/ui";
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
  return (
    <Dialog
      open
      onOpenChange={(open) => !open && onClose()}
      title={entry ? `Edit ${entry.name}` : `Add a ${kind.noun}`}
      description={kind.description}
    >
      <ConfigForm
        schema={kind.schema}
        config={{ ...schemaDefaults(kind.schema), ...entry }}
        describe={describe}
        onCancel={onClose}
        onSave={async (value) => {
          await save(withSource(settings, kind.list, value, entry?.id));
          toast.success(`${String(value["name"])} is saved`);
          onClose();
        }}
      />
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
    fields: Object.fromEntries(Object.entries(found).map(([path, message]) => [fieldOfPath(path), message])),
  };
}
