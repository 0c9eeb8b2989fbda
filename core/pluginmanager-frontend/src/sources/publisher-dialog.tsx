import type { Publisher } from "@checkstack/pluginmanager-common";
import { Checkbox, Field, FormDialog, Input, Textarea, toast, useForm } from "@checkstack/ui";
import { useQueryClient } from "@tanstack/react-query";
import { useManager } from "../shared/clients.ts";

export interface PublisherDialogProps {
  /** The one to edit; absent for a new one. */
  publisher?: Publisher;
  /** A key that is offered for trust. */
  publicKey?: string;
  onClose(): void;
}

/** Whose key it is, and how far it is trusted. */
export function PublisherDialog({ publisher, publicKey = "", onClose }: PublisherDialogProps) {
  const manager = useManager();
  const queryClient = useQueryClient();
  const form = useForm({
    initial: publisher ?? { name: "", publicKey, inProcess: false },
    check: (values) => ({
      name: values.name.trim() === "" ? "must not be empty" : undefined,
      publicKey: values.publicKey.trim() === "" ? "must not be empty" : undefined,
    }),
    async send({ name, publicKey: key, inProcess }) {
      if (publisher) await manager.publishers.update.call({ keyId: publisher.keyId, name, inProcess });
      else await manager.publishers.add.call({ name, publicKey: key, inProcess });
      await queryClient.invalidateQueries({ queryKey: manager.publishers.key() });
      toast.success(publisher ? `${name} is saved` : `The key of ${name} is trusted`);
      onClose();
    },
    fieldOfCode: { KEY_INVALID: "publicKey", KEY_KNOWN: "publicKey" },
  });
  return (
    <FormDialog
      form={form}
      onClose={onClose}
      submitLabel={publisher ? "Save" : "Trust it"}
      title={publisher ? `Edit ${publisher.name}` : "Trust a key"}
      description="Have the key from its owner in a way that you trust: whoever has its other half is this publisher."
    >
      <Field label="Name" required error={form.errors["name"]}>
        <Input
          value={form.values.name}
          onChange={(event) => form.set("name", event.target.value)}
          placeholder="Acme"
          maxLength={100}
          autoComplete="off"
        />
      </Field>
      <Field label="Public key" required hint="An Ed25519 key, as keygen prints it." error={form.errors["publicKey"]}>
        <Textarea
          value={form.values.publicKey}
          onChange={(event) => form.set("publicKey", event.target.value)}
          readOnly={publisher !== undefined}
          spellCheck={false}
          className="min-h-16 font-mono text-xs"
        />
      </Field>
      <Checkbox
        label="Its packages may run in the platform's process"
        hint="Faster, and without any limit: what runs there may do all that the platform may. Who installs is asked each time."
        checked={form.values.inProcess}
        onCheckedChange={(checked) => form.set("inProcess", checked === true)}
      />
    </FormDialog>
  );
}
