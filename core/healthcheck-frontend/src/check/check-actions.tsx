import type { Check } from "@checkstack/healthcheck-common";
import { Button, ConfirmDialog, DropdownMenu, IconButton, MenuItem, MenuSeparator, toast } from "@checkstack/ui";
import { Copy, Ellipsis, Pause, Pencil, Play, RotateCw, Terminal, Trash2 } from "lucide-react";
import { useState } from "react";
import { Link, useNavigate } from "react-router";
import { checksPath, editCheckPath } from "../shared/paths.ts";
import { useChangeChecks } from "../shared/use-change-checks.ts";
import { curlOf } from "./curl-of.ts";
import { useCloneCheck, useRunNow } from "./use-check-actions.ts";

export interface CheckActionsProps {
  check: Check;
  systemName: string | undefined;
  onShowRun(runId: string): void;
}

export function CheckActions({ check, systemName, onShowRun }: CheckActionsProps) {
  const [deleting, setDeleting] = useState(false);
  const changes = useChangeChecks();
  const navigate = useNavigate();
  const runNow = useRunNow(check, { onShowRun });
  const clone = useCloneCheck(check);
  const curl = curlOf(check);
  return (
    <>
      <Button pending={runNow.isPending} onClick={() => runNow.mutate({ id: check.id })}>
        {!runNow.isPending && <RotateCw aria-hidden />} Run now
      </Button>
      {check.paused ? (
        <Button pending={changes.pending} onClick={() => changes.resume([check])}>
          <Play aria-hidden /> Resume
        </Button>
      ) : (
        <Button pending={changes.pending} onClick={() => changes.pause([check])}>
          <Pause aria-hidden /> Pause
        </Button>
      )}
      <Button asChild>
        <Link to={editCheckPath(check.id)}>
          <Pencil aria-hidden /> Edit
        </Link>
      </Button>
      <DropdownMenu
        trigger={
          <IconButton label="More" look="secondary">
            <Ellipsis aria-hidden />
          </IconButton>
        }
      >
        <MenuItem disabled={clone.isPending} onSelect={() => clone.mutate({ id: check.id })}>
          <Copy aria-hidden /> Clone
        </MenuItem>
        {curl !== undefined && (
          <MenuItem onSelect={() => void copy(curl)}>
            <Terminal aria-hidden /> Copy as cURL
          </MenuItem>
        )}
        <MenuSeparator />
        <MenuItem tone="danger" onSelect={() => setDeleting(true)}>
          <Trash2 aria-hidden /> Delete…
        </MenuItem>
      </DropdownMenu>
      <ConfirmDialog
        open={deleting}
        onOpenChange={setDeleting}
        title={`Delete "${check.name}"?`}
        description={
          <>
            Its runs, its uptime and the history of its status go with it, for good.
            {systemName !== undefined && ` The system "${systemName}" stays.`}
          </>
        }
        confirmLabel="Delete check"
        onConfirm={async () => {
          await changes.remove([check]);
          await navigate(checksPath);
        }}
      />
    </>
  );
}

async function copy(text: string): Promise<void> {
  try {
    await navigator.clipboard.writeText(text);
    toast.success("The command is in the clipboard.");
  } catch (error) {
    // Without TLS browsers give no clipboard.
    toast.error("The browser does not allow copying here", error);
  }
}
