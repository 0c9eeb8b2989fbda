import { Button } from "./button.tsx";
import { Dialog, type DialogProps } from "./dialog.tsx";
import { FormFailure } from "./form-failure.tsx";
import type { Form } from "./use-form.ts";

export interface FormDialogProps<Values extends object> extends Pick<
  DialogProps,
  "title" | "description" | "size" | "children"
> {
  form: Form<Values>;
  /** What the main button does: "Create role". */
  submitLabel: string;
  onClose(): void;
}

/** A form that is open until it was sent or is given up. Its children are the fields. */
export const FormDialog = <Values extends object>(props: FormDialogProps<Values>) => {
  const { form, submitLabel, onClose, children, ...dialog } = props;
  return (
    <Dialog open onOpenChange={(open) => !open && onClose()} {...dialog}>
      <form noValidate onSubmit={form.submit} className="flex flex-col gap-4">
        {children}
        <FormFailure failure={form.failure} />
        <div className="flex justify-end gap-2">
          <Button onClick={onClose}>Cancel</Button>
          <Button type="submit" look="primary" pending={form.pending}>
            {submitLabel}
          </Button>
        </div>
      </form>
    </Dialog>
  );
};
