import type { AuthenticationStrategyMetadata } from "@checkstack/auth-common";
import { useSession } from "@checkstack/frontend-api";
import { Button, FormFailure, SchemaForm, schemaDefaults, useForm, validateForm } from "@checkstack/ui";
import { useMutation } from "@tanstack/react-query";
import { useAuth } from "../shared/clients.ts";
import { fieldsAsTexts } from "./fields-as-texts.ts";
import { describeSignInRefusal } from "./sign-in-refusal.ts";

/** The form that a method's metadata describes. */
export function MethodForm({ method }: { method: AuthenticationStrategyMetadata }) {
  const { refresh } = useSession();
  const { mutateAsync: signIn } = useMutation(useAuth().signIn.mutationOptions());
  const form = useForm({
    initial: { fields: schemaDefaults(method.form) },
    check: ({ fields }) => validateForm(method.form, fields),
    send: async ({ fields }) => {
      await signIn({ method: method.id, fields: fieldsAsTexts(fields) });
      await refresh();
    },
    describe: describeSignInRefusal,
  });
  return (
    <form noValidate onSubmit={form.submit} className="flex flex-col gap-4">
      <h2 className="text-base font-semibold text-text">{method.displayName}</h2>
      <SchemaForm
        schema={method.form}
        value={form.values.fields}
        onChange={(fields) => form.set("fields", fields)}
        errors={form.errors}
      />
      <FormFailure failure={form.failure} />
      <Button type="submit" look="primary" size="lg" pending={form.pending}>
        Sign in
      </Button>
    </form>
  );
}
