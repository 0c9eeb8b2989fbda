import {
  Button,
  ErrorState,
  Field,
  FieldError,
  FormFailure,
  Input,
  Select,
  SkeletonRows,
  useForm,
} from "@checkstack/ui";
import { useMutation } from "@tanstack/react-query";
import { useAuth } from "../shared/clients.ts";
import { RulesPicker } from "../shared/rules-picker.tsx";
import { useOwnRules } from "../shared/use-rules.ts";
import { expiryChoices, expiryDate, type ExpiryChoice } from "./key-expiry.ts";

export interface KeyFormProps {
  onCreated(key: string): void;
  onCancel(): void;
}

interface KeyValues {
  name: string;
  expiry: ExpiryChoice;
  accessRules: string[];
}

const EMPTY: KeyValues = { name: "", expiry: "90", accessRules: [] };

export function KeyForm({ onCreated, onCancel }: KeyFormProps) {
  const own = useOwnRules();
  const { mutateAsync: create } = useMutation(useAuth().apiKeys.create.mutationOptions());
  const form = useForm({
    initial: EMPTY,
    check: ({ name, accessRules }) => ({
      name: name.trim() === "" ? "must not be empty" : undefined,
      accessRules: accessRules.length === 0 ? "choose at least one" : undefined,
    }),
    send: async ({ name, expiry, accessRules }) => {
      const expiresAt = expiryDate(expiry, new Date());
      const { key } = await create({ name, accessRules, ...(expiresAt && { expiresAt }) });
      onCreated(key);
    },
    fieldOfCode: { RULE_NOT_HELD: "accessRules" },
  });
  return (
    <form noValidate onSubmit={form.submit} className="flex flex-col gap-4">
      <div className="grid gap-4 sm:grid-cols-[1fr_11rem]">
        <Field label="Name" required error={form.errors["name"]}>
          <Input
            value={form.values.name}
            onChange={(event) => form.set("name", event.target.value)}
            placeholder="Deployment"
            maxLength={100}
            autoComplete="off"
          />
        </Field>
        <Field label="Expires after">
          <Select
            value={form.values.expiry}
            onValueChange={(expiry) => form.set("expiry", expiry)}
            options={expiryChoices}
          />
        </Field>
      </div>
      <fieldset className="flex min-w-0 flex-col gap-3">
        <legend className="mb-3 text-sm font-medium text-text">What it may do</legend>
        {own.rules ? (
          <RulesPicker
            rules={own.rules}
            chosen={form.values.accessRules}
            onChange={(accessRules) => form.set("accessRules", accessRules)}
          />
        ) : own.error ? (
          <ErrorState title="The access rules could not be loaded" error={own.error} onRetry={own.retry} />
        ) : (
          <SkeletonRows rows={4} />
        )}
        {form.errors["accessRules"] && <FieldError>{form.errors["accessRules"]}</FieldError>}
      </fieldset>
      <FormFailure failure={form.failure} />
      <div className="flex justify-end gap-2">
        <Button onClick={onCancel}>Cancel</Button>
        <Button type="submit" look="primary" pending={form.pending}>
          Create key
        </Button>
      </div>
    </form>
  );
}
