import { Button, Dialog, FormFailure, type Form } from "@checkstack/ui";
import type { ReactNode } from "react";

export interface BulkDialogProps {
  title: string;
  /** The verb on the button. */
  action: string;
  form: Pick<Form<never>, "submit" | "pending" | "failure">;
  onClose(): void;
  children: ReactNode;
}

/** One field that is about to change for many systems. */
export const BulkDialog = ({ title, action, form, onClose, children }: BulkDialogProps) => (
  <Dialog open onOpenChange={(open) => !open && onClose()} size="sm" title={title}>
    <form noValidate onSubmit={form.submit} className="flex flex-col gap-4">
      {children}
      <FormFailure failure={form.failure} />
      <div className="flex justify-end gap-2">
        <Button onClick={onClose}>Cancel</Button>
        <Button type="submit" look="primary" pending={form.pending}>
          {action}
        </Button>
      </div>
    </form>
  </Dialog>
);
