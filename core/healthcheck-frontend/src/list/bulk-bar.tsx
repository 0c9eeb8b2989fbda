import { plural } from "@checkstack/frontend-api";
import type { Check } from "@checkstack/healthcheck-common";
import { Button, ConfirmDialog } from "@checkstack/ui";
import { Pause, Play, Trash2, X } from "lucide-react";
import { useState } from "react";
import { useChangeChecks } from "../shared/use-change-checks.ts";

export interface BulkBarProps {
  selected: readonly Check[];
  onClear(): void;
}

/** What can be done with the selected checks; at the foot of the window while there are any. */
export function BulkBar({ selected, onClear }: BulkBarProps) {
  const [deleting, setDeleting] = useState(false);
  const { pause, resume, remove, pending } = useChangeChecks();
  if (selected.length === 0) return null;
  return (
    <div
      role="toolbar"
      aria-label="Selected checks"
      className="sticky bottom-3 z-10 mt-3 flex w-fit max-w-full flex-wrap items-center gap-2 rounded-lg border border-line-strong bg-raised p-2 pl-4 shadow-high"
    >
      <span className="text-sm font-medium text-text tabular-nums">{plural(selected.length, "check")} selected</span>
      <Button size="sm" disabled={pending} onClick={() => pause(selected)}>
        <Pause aria-hidden /> Pause
      </Button>
      <Button size="sm" disabled={pending} onClick={() => resume(selected)}>
        <Play aria-hidden /> Resume
      </Button>
      <Button size="sm" look="danger" disabled={pending} onClick={() => setDeleting(true)}>
        <Trash2 aria-hidden /> Delete…
      </Button>
      <Button size="sm" look="ghost" onClick={onClear}>
        <X aria-hidden /> Clear
      </Button>
      <ConfirmDialog
        open={deleting}
        onOpenChange={setDeleting}
        title={`Delete ${plural(selected.length, "check")}?`}
        description={
          <>
            <p>Their runs, their uptime and the history of their status go with them, for good. Their systems stay.</p>
            <p className="mt-2 text-text">{namesOf(selected)}</p>
          </>
        }
        confirmLabel="Delete checks"
        onConfirm={async () => {
          await remove(selected);
          onClear();
        }}
      />
    </div>
  );
}

const NAMED = 5;

function namesOf(checks: readonly Check[]): string {
  const names = checks.slice(0, NAMED).map(({ name }) => name);
  return checks.length > NAMED ? `${names.join(", ")} and ${checks.length - NAMED} more` : names.join(", ");
}
