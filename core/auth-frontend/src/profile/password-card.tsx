import { Button, Card, CardBody, CardHeader, Field, FormFailure, toast, useForm } from "@checkstack/ui";
import { useMutation, useQueryClient } from "@tanstack/react-query";
import { useState } from "react";
import { checkAccount } from "../shared/check-account.ts";
import { useAuth } from "../shared/clients.ts";
import { PasswordInput } from "../shared/password-input.tsx";
import { describeSignInRefusal } from "../sign-in/sign-in-refusal.ts";

/** Changes the password. A change begins the form anew, so that no password stays in the page. */
export function PasswordCard({ email }: { email: string }) {
  const [changes, setChanges] = useState(0);
  return (
    <Card>
      <CardHeader title="Password" description="A new one ends your sessions in other browsers." />
      <CardBody>
        <PasswordForm key={changes} email={email} onChanged={() => setChanges(changes + 1)} />
      </CardBody>
    </Card>
  );
}

function PasswordForm({ email, onChanged }: { email: string; onChanged(): void }) {
  const auth = useAuth();
  const queryClient = useQueryClient();
  const { mutateAsync: changePassword } = useMutation(auth.changePassword.mutationOptions());
  const form = useForm({
    initial: { currentPassword: "", newPassword: "" },
    check: checkPasswords,
    send: async (passwords) => {
      await changePassword(passwords);
      toast.success("Your password is changed", { description: "Your sessions in other browsers have ended." });
      void queryClient.invalidateQueries({ queryKey: auth.sessions.key() });
      onChanged();
    },
    describe: (error) => {
      const described = describeSignInRefusal(error);
      return described.code === "SIGN_IN_REFUSED" ? { ...described, message: "This is not your password." } : described;
    },
    fieldOfCode: { SIGN_IN_REFUSED: "currentPassword", PASSWORD_REFUSED: "newPassword" },
  });
  return (
    <form noValidate onSubmit={form.submit} className="flex max-w-sm flex-col gap-4">
      {/* Tells password managers whose password it is. */}
      <input type="text" autoComplete="username" value={email} readOnly hidden />
      <Field label="Current password" error={form.errors["currentPassword"]}>
        <PasswordInput
          value={form.values.currentPassword}
          onChange={(event) => form.set("currentPassword", event.target.value)}
          autoComplete="current-password"
          maxLength={200}
        />
      </Field>
      <Field label="New password" hint="At least 10 characters." error={form.errors["newPassword"]}>
        <PasswordInput
          value={form.values.newPassword}
          onChange={(event) => form.set("newPassword", event.target.value)}
          autoComplete="new-password"
          maxLength={200}
        />
      </Field>
      <FormFailure failure={form.failure} />
      <Button type="submit" pending={form.pending} className="self-start">
        Change password
      </Button>
    </form>
  );
}

const checkPasswords = (values: { currentPassword: string; newPassword: string }) => ({
  currentPassword: values.currentPassword === "" ? "must not be empty" : undefined,
  newPassword: checkAccount({ password: values.newPassword }).password,
});
