import { AlertDialog } from "radix-ui";
import { useId, useState, type ReactNode } from "react";
import { Button } from "./button.tsx";
import { cn } from "./cn.ts";
import { overlayLook, panel } from "./dialog.tsx";
import { describeError } from "./describe-error.ts";
import { FieldError, Label } from "./field.tsx";
import { Input } from "./input.tsx";

export interface ConfirmDialogProps {
  open: boolean;
  onOpenChange(open: boolean): void;
  /** A question: `Delete "shop"?`. */
  title: string;
  /** What will be gone, and what stays. */
  description: ReactNode;
  /** The verb: `Delete system`. */
  confirmLabel: string;
  /** What must be typed before the button works; for what cannot be undone. */
  typed?: string;
  tone?: "danger" | "normal";
  /** The dialog stays open until it is done, and tells when it fails. */
  onConfirm(): void | Promise<unknown>;
  children?: ReactNode;
}

export function ConfirmDialog(props: ConfirmDialogProps) {
  return (
    <AlertDialog.Root open={props.open} onOpenChange={props.onOpenChange}>
      <AlertDialog.Portal>
        <AlertDialog.Overlay className={overlayLook} />
        <AlertDialog.Content className={cn(panel({ size: "sm" }))}>
          <Question {...props} />
        </AlertDialog.Content>
      </AlertDialog.Portal>
    </AlertDialog.Root>
  );
}

/** Mounted anew each time the dialog opens, so that nothing of the last time is left. */
function Question({
  title,
  description,
  confirmLabel,
  typed,
  tone = "danger",
  onConfirm,
  onOpenChange,
  children,
}: ConfirmDialogProps) {
  const [text, setText] = useState("");
  const [pending, setPending] = useState(false);
  const [failure, setFailure] = useState<string>();
  const inputId = useId();
  const ready = typed === undefined || text.trim() === typed;

  const confirm = async () => {
    setPending(true);
    setFailure(undefined);
    try {
      await onConfirm();
      onOpenChange(false);
    } catch (error) {
      setFailure(describeError(error).message);
      setPending(false);
    }
  };

  return (
    <form
      onSubmit={(event) => {
        event.preventDefault();
        if (ready && !pending) void confirm();
      }}
    >
      <div className="flex flex-col gap-3 px-5 pt-4 pb-5">
        <AlertDialog.Title className="text-lg font-semibold text-text">{title}</AlertDialog.Title>
        <AlertDialog.Description asChild>
          <div className="text-sm text-text-muted">{description}</div>
        </AlertDialog.Description>
        {children}
        {typed !== undefined && (
          <div className="flex flex-col gap-1.5">
            <Label htmlFor={inputId}>
              Type <code className="rounded-sm bg-sunken px-1 font-mono text-xs">{typed}</code> to confirm
            </Label>
            <Input id={inputId} value={text} autoComplete="off" onChange={(event) => setText(event.target.value)} />
          </div>
        )}
        {failure && <FieldError>{failure}</FieldError>}
      </div>
      <div className="flex justify-end gap-2 border-t border-line bg-ground px-5 py-3">
        <AlertDialog.Cancel asChild>
          <Button>Cancel</Button>
        </AlertDialog.Cancel>
        <Button type="submit" look={tone === "danger" ? "danger" : "primary"} disabled={!ready} pending={pending}>
          {confirmLabel}
        </Button>
      </div>
    </form>
  );
}
