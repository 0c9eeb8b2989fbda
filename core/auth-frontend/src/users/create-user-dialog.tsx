import { Field, FormDialog, Input, toast, useForm } from "@checkstack/ui";
import { useMutation, useQueryClient } from "@tanstack/react-query";
import { checkAccount } from "../shared/check-account.ts";
import { useAuth } from "../shared/clients.ts";
import { PasswordInput } from "../shared/password-input.tsx";
import { RolesField } from "./roles-field.tsx";

const EMPTY = { name: "", email: "", password: "", roles: ["users"] };

export function CreateUserDialog({ onClose }: { onClose(): void }) {
  const auth = useAuth();
  const queryClient = useQueryClient();
  const { mutateAsync: create } = useMutation(auth.users.create.mutationOptions());
  const form = useForm({
    initial: EMPTY,
    check: checkAccount,
    send: async (user) => {
      await create({ ...user, email: user.email.trim() });
      void queryClient.invalidateQueries({ queryKey: auth.users.key() });
      toast.success(`${user.name} can sign in now`);
      onClose();
    },
    fieldOfCode: {
      EMAIL_TAKEN: "email",
      PASSWORD_REFUSED: "password",
      ROLE_NOT_FOUND: "roles",
      RULE_NOT_HELD: "roles",
    },
  });
  return (
    <FormDialog
      form={form}
      onClose={onClose}
      submitLabel="Add user"
      title="Add a user"
      description="Tell them the password in private; they can change it after the first sign-in."
    >
      <Field label="Name" required error={form.errors["name"]}>
        <Input
          value={form.values.name}
          onChange={(event) => form.set("name", event.target.value)}
          autoComplete="off"
          maxLength={100}
        />
      </Field>
      <Field label="E-mail" required error={form.errors["email"]}>
        <Input
          type="email"
          value={form.values.email}
          onChange={(event) => form.set("email", event.target.value)}
          autoComplete="off"
          maxLength={254}
        />
      </Field>
      <Field label="Password" required hint="At least 10 characters." error={form.errors["password"]}>
        <PasswordInput
          value={form.values.password}
          onChange={(event) => form.set("password", event.target.value)}
          autoComplete="new-password"
          maxLength={200}
        />
      </Field>
      <RolesField
        roles={form.values.roles}
        onChange={(roles) => form.set("roles", roles)}
        error={form.errors["roles"]}
      />
    </FormDialog>
  );
}
