import type { Role } from "@checkstack/auth-common";
import { Field, FormDialog, Input, toast, useForm } from "@checkstack/ui";
import { useAuth } from "../shared/clients.ts";
import { useRolesChanged } from "./use-roles.ts";

/** Creates a role without rules, or renames one. */
export function RoleDialog({ role, onClose }: { role?: Role; onClose(): void }) {
  const auth = useAuth();
  const rolesChanged = useRolesChanged();
  const form = useForm({
    initial: { name: role?.name ?? "" },
    check: ({ name }) => ({ name: name.trim() === "" ? "must not be empty" : undefined }),
    send: async ({ name }) => {
      await (role ? auth.roles.update.call({ id: role.id, name }) : auth.roles.create.call({ name }));
      await rolesChanged();
      if (role) toast.success(`The role is called ${name} now`);
      onClose();
    },
    fieldOfCode: { NAME_TAKEN: "name" },
  });
  return (
    <FormDialog
      form={form}
      onClose={onClose}
      submitLabel={role ? "Rename" : "Create role"}
      size="sm"
      title={role ? `Rename ${role.name}` : "Create a role"}
      {...(!role && { description: "It may do nothing until you choose rules for it." })}
    >
      <Field label="Name" required error={form.errors["name"]}>
        <Input
          value={form.values.name}
          onChange={(event) => form.set("name", event.target.value)}
          autoComplete="off"
          maxLength={100}
        />
      </Field>
    </FormDialog>
  );
}
