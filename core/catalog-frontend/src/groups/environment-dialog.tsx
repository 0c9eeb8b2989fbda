import type { Environment } from "@checkstack/catalog-common";
import { Field, FormDialog, Input, toast, useForm } from "@checkstack/ui";
import { useQueryClient } from "@tanstack/react-query";
import { useCatalog } from "../shared/clients.ts";

/** Creates an environment, or renames one. */
export function EnvironmentDialog({ environment, onClose }: { environment?: Environment; onClose(): void }) {
  const catalog = useCatalog();
  const queryClient = useQueryClient();
  const form = useForm({
    initial: { name: environment?.name ?? "" },
    check: ({ name }) => ({ name: name.trim() === "" ? "must not be empty" : undefined }),
    send: async ({ name }) => {
      await (environment
        ? catalog.environments.update.call({ id: environment.id, name })
        : catalog.environments.create.call({ name }));
      await queryClient.invalidateQueries({ queryKey: catalog.environments.key() });
      toast.success(environment ? `The environment is called “${name}” now` : `The environment “${name}” is created`);
      onClose();
    },
    fieldOfCode: { NAME_TAKEN: "name" },
  });
  return (
    <FormDialog
      form={form}
      onClose={onClose}
      submitLabel={environment ? "Rename" : "Create environment"}
      size="sm"
      title={environment ? `Rename “${environment.name}”` : "Create an environment"}
    >
      <Field label="Name" required error={form.errors["name"]}>
        <Input
          value={form.values.name}
          onChange={(event) => form.set("name", event.target.value)}
          autoComplete="off"
          maxLength={100}
          placeholder="production"
        />
      </Field>
    </FormDialog>
  );
}
