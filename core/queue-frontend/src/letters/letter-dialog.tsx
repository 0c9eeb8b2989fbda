import type { DeadLetter } from "@checkstack/queue-common";
import { Button, CopyButton, Dialog, formatExact } from "@checkstack/ui";
import { RotateCcw, Trash2 } from "lucide-react";
import type { ReactNode } from "react";
import { sourceWords } from "./source-words.ts";

export interface LetterDialogProps {
  letter: DeadLetter;
  pending: boolean;
  onClose(): void;
  onRetry(): void;
  onDiscard(): void;
}

/** All that is known of one dead letter. */
export function LetterDialog({ letter, pending, onClose, onRetry, onDiscard }: LetterDialogProps) {
  const { title, kind } = sourceWords(letter);
  const payload = JSON.stringify(letter.data, null, 2) ?? "nothing";
  return (
    <Dialog
      open
      onOpenChange={onClose}
      size="lg"
      title={title}
      description={`${kind} that failed ${letter.attempts === 1 ? "once" : `${letter.attempts} times`}, last on ${formatExact(letter.failedAt)}`}
      footer={
        <>
          <Button look="ghost" disabled={pending} onClick={onDiscard}>
            <Trash2 aria-hidden /> Throw away…
          </Button>
          <Button look="primary" disabled={pending} onClick={onRetry}>
            <RotateCcw aria-hidden /> Try again
          </Button>
        </>
      }
    >
      <dl className="flex flex-col gap-4 text-sm">
        {letter.recurringKey !== null && (
          <Entry name="Recurring job">
            <code className="font-mono text-xs">{letter.recurringKey}</code> goes on by its own rhythm, whatever you
            decide here.
          </Entry>
        )}
        <Entry name="Reason">
          <span className="wrap-anywhere whitespace-pre-wrap">{letter.reason}</span>
        </Entry>
        <Entry name="Payload">
          <div className="relative">
            {/* A region that scrolls must be reachable by keyboard. */}
            <pre
              // oxlint-disable-next-line jsx-a11y/no-noninteractive-tabindex
              tabIndex={0}
              aria-label="Payload"
              role="region"
              className="max-h-80 overflow-auto rounded-md border border-line bg-sunken p-3 pr-12 font-mono text-xs"
            >
              {payload}
            </pre>
            <span className="absolute top-1.5 right-1.5">
              <CopyButton text={payload} label="Copy the payload" />
            </span>
          </div>
        </Entry>
      </dl>
    </Dialog>
  );
}

const Entry = ({ name, children }: { name: string; children: ReactNode }) => (
  <div>
    <dt className="mb-1 text-xs font-medium text-text-muted">{name}</dt>
    <dd className="text-text">{children}</dd>
  </div>
);
