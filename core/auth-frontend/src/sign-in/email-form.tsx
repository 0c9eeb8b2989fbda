import { useSession } from "@checkstack/frontend-api";
import { Button, Field, FormFailure, Input, useForm } from "@checkstack/ui";
import { useMutation } from "@tanstack/react-query";
import { useAuth } from "../shared/clients.ts";
import { PasswordInput } from "../shared/password-input.tsx";
import { describeSignInRefusal } from "./sign-in-refusal.ts";

export function EmailForm() {
  const { refresh } = useSession();
  const { mutateAsync: signIn } = useMutation(useAuth().signInEmail.mutationOptions());
  const form = useForm({
    initial: { email: "", password: "" },
    check: ({ email, password }) => ({
      email: email.trim() === "" ? "must not be empty" : undefined,
      password: password === "" ? "must not be empty" : undefined,
    }),
    send: async ({ email, password }) => {
      await signIn({ email: email.trim(), password });
      await refresh();
    },
    describe: describeSignInRefusal,
  });
  return (
    <form noValidate onSubmit={form.submit} className="flex flex-col gap-4">
      <Field label="E-mail" error={form.errors["email"]}>
        <Input
          type="email"
          value={form.values.email}
          onChange={(event) => form.set("email", event.target.value)}
          autoComplete="username"
          maxLength={254}
          // The page has one purpose, and this is its beginning.
          // oxlint-disable-next-line jsx-a11y/no-autofocus
          autoFocus
        />
      </Field>
      <Field label="Password" error={form.errors["password"]}>
        <PasswordInput
          value={form.values.password}
          onChange={(event) => form.set("password", event.target.value)}
          autoComplete="current-password"
          maxLength={200}
        />
      </Field>
      <FormFailure failure={form.failure} />
      <Button type="submit" look="primary" size="lg" pending={form.pending} className="mt-1">
        Sign in
      </Button>
    </form>
  );
}
