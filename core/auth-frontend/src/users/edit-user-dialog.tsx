import type { User } from "@checkstack/auth-common";
import { usePrincipal, useSession } from "@checkstack/frontend-api";
import { Checkbox, Field, FormDialog, Input, toast, useForm } from "@checkstack/ui";
import { useMutation, useQueryClient } from "@tanstack/react-query";
import { checkAccount } from "../shared/check-account.ts";
import { useAuth } from "../shared/clients.ts";
import { PasswordInput } from "../shared/password-input.tsx";
import { RolesField } from "./roles-field.tsx";
import { userChange, userValues } from "./user-change.ts";

export function EditUserDialog({ user, onClose }: { user: User; onClose(): void }) {
  const auth = useAuth();
  const queryClient = useQueryClient();
  const person = usePrincipal();
  const { refresh } = useSession();
  const { mutateAsync: update } = useMutation(auth.users.update.mutationOptions());
  const form = useForm({
    initial: userValues(user),
    check: ({ name, password }) => ({
      ...checkAccount({ name, password }),
      ...(password === "" && { password: undefined }),
    }),
    send: async (values) => {
      await update(userChange(user, values));
      void queryClient.invalidateQueries({ queryKey: auth.users.key() });
      if (person.type === "user" && person.id === user.id) await refresh();
      toast.success(`${values.name} is saved`);
      onClose();
    },
    fieldOfCode: { PASSWORD_REFUSED: "password", ROLE_NOT_FOUND: "roles" },
  });
  return (
    <FormDialog form={form} onClose={onClose} submitLabel="Save" title={`Edit ${user.name}`} description={user.email}>
      <Field label="Name" required error={form.errors["name"]}>
        <Input
          value={form.values.name}
          onChange={(event) => form.set("name", event.target.value)}
          autoComplete="off"
          maxLength={100}
        />
      </Field>
      <RolesField
        roles={form.values.roles}
        onChange={(roles) => form.set("roles", roles)}
        error={form.errors["roles"]}
      />
      <Checkbox
        label="May sign in"
        hint="Without it all sessions end at once, and API keys stop working."
        checked={form.values.enabled}
        onCheckedChange={(checked) => form.set("enabled", checked === true)}
      />
      <Field
        label="New password"
        hint="Leave it empty to keep the present one. A new one ends the user's sessions."
        error={form.errors["password"]}
      >
        <PasswordInput
          value={form.values.password}
          onChange={(event) => form.set("password", event.target.value)}
          autoComplete="new-password"
          maxLength={200}
        />
      </Field>
    </FormDialog>
  );
}
