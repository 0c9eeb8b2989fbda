import { plural } from "@checkstack/frontend-api";
import type { System } from "@checkstack/catalog-common";
import { Field, FormDialog, useForm } from "@checkstack/ui";
import { OwnerInput } from "../shared/owner-input.tsx";
import { useBulkUpdate } from "./use-bulk-update.ts";

export function BulkOwnerDialog({ systems, onClose }: { systems: readonly System[]; onClose(): void }) {
  const update = useBulkUpdate(systems);
  const form = useForm({
    initial: { owner: "" },
    send: async (change) => {
      await update(change);
      onClose();
    },
  });
  return (
    <FormDialog
      size="sm"
      title={`Set the owner of ${plural(systems.length, "system")}`}
      submitLabel="Set owner"
      form={form}
      onClose={onClose}
    >
      <Field label="Owner" hint="A person or a team. Empty takes the owner away." error={form.errors["owner"]}>
        <OwnerInput value={form.values.owner} onChange={(owner) => form.set("owner", owner)} />
      </Field>
    </FormDialog>
  );
}
