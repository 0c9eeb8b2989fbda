import { Button, describeError, FormFailure } from "@checkstack/ui";

export interface SaveBarProps {
  changes: number;
  pending: boolean;
  error: unknown;
  onSave(): void;
  onDiscard(): void;
}

/** Stays at the bottom of the window while something is not saved. */
export const SaveBar = ({ changes, pending, error, onSave, onDiscard }: SaveBarProps) =>
  changes > 0 && (
    <div
      role="region"
      aria-label="Changes that are not saved"
      className="sticky bottom-4 z-20 mt-4 flex animate-rise flex-col gap-3 rounded-lg border border-line-strong bg-raised p-3 shadow-high"
    >
      <FormFailure failure={error ? describeError(error) : undefined} />
      <div className="flex flex-wrap items-center justify-end gap-2">
        <p role="status" className="mr-auto text-sm text-text">
          {changes === 1 ? "1 change is" : `${changes} changes are`} not saved yet.
        </p>
        <Button onClick={onDiscard} disabled={pending}>
          Discard
        </Button>
        <Button look="primary" pending={pending} onClick={onSave}>
          Save
        </Button>
      </div>
    </div>
  );
