import { Dialog } from "@checkstack/ui";
import { useState } from "react";
import { KeyForm } from "./key-form.tsx";
import { NewKey } from "./new-key.tsx";

export interface CreateKeyDialogProps {
  onCreated(): void;
  onClose(): void;
}

/** Makes an API key, and then shows it: this once. */
export function CreateKeyDialog({ onCreated, onClose }: CreateKeyDialogProps) {
  const [secret, setSecret] = useState<string>();
  return (
    <Dialog
      open
      onOpenChange={(open) => !open && onClose()}
      title={secret === undefined ? "Create an API key" : "Your new API key"}
      description={
        secret === undefined
          ? "It holds the rules that you choose, as long as you hold them yourself."
          : "Copy it now: it is not stored and cannot be shown again."
      }
    >
      {secret === undefined ? (
        <KeyForm
          onCancel={onClose}
          onCreated={(key) => {
            setSecret(key);
            onCreated();
          }}
        />
      ) : (
        <NewKey secret={secret} onDone={onClose} />
      )}
    </Dialog>
  );
}
