import { Button, Dialog, ErrorState } from "@checkstack/ui";
import { CircleCheck } from "lucide-react";
import { failureWords } from "./failure-words.ts";
import { doing } from "./operation-words.ts";
import { StepList } from "./step-list.tsx";
import type { OperationControl } from "./use-operation.ts";

export interface OperationDialogProps {
  operation: OperationControl;
  /** What it is done to: the name of the plugin. */
  subject: string;
  onClose(): void;
}

/** An operation while it runs, and what became of it. It goes on when the dialog is closed. */
export function OperationDialog({ operation: { state }, subject, onClose }: OperationDialogProps) {
  if (state.phase === "idle") return null;
  return (
    <Dialog
      open
      onOpenChange={(open) => !open && onClose()}
      title={`${doing[state.action]} ${subject}`}
      size="sm"
      footer={<Button onClick={onClose}>{state.phase === "running" ? "Close and let it go on" : "Close"}</Button>}
    >
      <div className="flex flex-col gap-4" role="status">
        <StepList steps={state.steps} />
        {state.phase === "succeeded" && (
          <p className="flex items-start gap-2 rounded-md bg-healthy-soft px-3 py-2 text-sm text-text">
            <CircleCheck aria-hidden className="mt-0.5 size-4 shrink-0 text-healthy-text" />
            <span className="min-w-0 wrap-anywhere">{state.result.detail}</span>
          </p>
        )}
        {state.phase === "failed" && (
          <ErrorState error={state.error} {...failureWords(state.error, "It did not work, and nothing has changed")} />
        )}
      </div>
    </Dialog>
  );
}
