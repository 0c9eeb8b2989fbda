import { usePageMeta, useSession } from "@checkstack/frontend-api";
import { Button, Field, FormFailure, Input, useForm } from "@checkstack/ui";
import { useMutation } from "@tanstack/react-query";
import { Link } from "react-router";
import { BareFrame } from "../shared/bare-frame.tsx";
import { checkAccount } from "../shared/check-account.ts";
import { useAuth } from "../shared/clients.ts";
import { PasswordInput } from "../shared/password-input.tsx";

/** The first page of a new installation: makes the first administrator, who is then signed in. */
export default function SetupPage() {
  usePageMeta({ title: "Set up" });
  const { setUp, refresh } = useSession();
  const { mutateAsync: createAdmin } = useMutation(useAuth().setUp.mutationOptions());
  const form = useForm({
    initial: { name: "", email: "", password: "" },
    check: checkAccount,
    // The shell sees that it is set up, and leads on to the overview.
    send: async ({ name, email, password }) => {
      await createAdmin({ name, email: email.trim(), password });
      await refresh();
    },
    fieldOfCode: { EMAIL_TAKEN: "email", PASSWORD_REFUSED: "password" },
  });
  if (setUp || form.failure?.code === "ALREADY_SET_UP") return <AlreadySetUp onSignIn={() => void refresh()} />;
  return (
    <BareFrame
      title="Welcome"
      description="Create your account. It may do everything; you can add people and narrower roles later."
    >
      <form noValidate onSubmit={form.submit} className="flex flex-col gap-4">
        <Field label="Name" required error={form.errors["name"]}>
          <Input
            value={form.values.name}
            onChange={(event) => form.set("name", event.target.value)}
            autoComplete="name"
            maxLength={100}
            // The page has one purpose, and this is its beginning.
            // oxlint-disable-next-line jsx-a11y/no-autofocus
            autoFocus
          />
        </Field>
        <Field label="E-mail" required error={form.errors["email"]}>
          <Input
            type="email"
            value={form.values.email}
            onChange={(event) => form.set("email", event.target.value)}
            autoComplete="username"
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
        <FormFailure failure={form.failure} />
        <Button type="submit" look="primary" size="lg" pending={form.pending} className="mt-1">
          Create account
        </Button>
      </form>
    </BareFrame>
  );
}

const AlreadySetUp = ({ onSignIn }: { onSignIn(): void }) => (
  <BareFrame title="Already set up" description="This installation has an administrator. Sign in with your account.">
    <Button asChild look="primary" size="lg">
      <Link to="/sign-in" onClick={onSignIn}>
        Go to sign-in
      </Link>
    </Button>
  </BareFrame>
);
