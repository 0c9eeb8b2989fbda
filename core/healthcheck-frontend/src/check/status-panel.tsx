import type { Check, Run } from "@checkstack/healthcheck-common";
import { cn, RelativeTime, statusLooks } from "@checkstack/ui";
import { describeLastRun } from "./pending-change.ts";

export interface StatusPanelProps {
  check: Check;
  /** Newest first; undefined while loading. */
  runs: readonly Run[] | undefined;
}

/** How the check is, since when, why, and what is on the way. */
export function StatusPanel({ check, runs }: StatusPanelProps) {
  const { status, statusSince, message, policy } = check;
  const { icon: Icon, word, text, soft } = statusLooks[status];
  const lastRun = runs && describeLastRun({ status, runs, policy });
  const waiting = status === "unknown" && runs?.length === 0;
  return (
    <section
      aria-label="Status"
      aria-live="polite"
      className={cn("flex items-start gap-3 rounded-lg border border-line px-4 py-3", soft)}
    >
      <Icon aria-hidden className={cn("mt-0.5 size-5 shrink-0", text)} strokeWidth={2.25} />
      <div className="min-w-0 text-sm text-text">
        <p className="font-medium">
          {waiting ? "The first run is on its way" : word}
          {statusSince && status !== "unknown" && (
            <span className="font-normal text-text-muted">
              {" "}
              since <RelativeTime at={statusSince} />
            </span>
          )}
        </p>
        {reason(check, message) && <p className="wrap-anywhere">{reason(check, message)}</p>}
        {lastRun !== undefined && <p className="wrap-anywhere">{lastRun}</p>}
      </div>
    </section>
  );
}

function reason({ status, lastRunAt }: Check, message: string): string {
  if (status === "paused") return "It does not run until it is resumed.";
  // What an inconclusive run said stays with a healthy check until the next run; the last run tells it then.
  if (status === "healthy") return "";
  if (status === "unknown" && lastRunAt === null) return "It appears here as soon as it is there.";
  return message;
}
