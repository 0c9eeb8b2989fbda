import type { Check, Run } from "@checkstack/healthcheck-common";
import { cn, statusLooks } from "@checkstack/ui";
import { describeLastRun } from "./pending-change.ts";

export interface StatusPanelProps {
  check: Check;
  /** Newest first; undefined while loading. */
  runs: readonly Run[] | undefined;
}

/** Why the check is as it is, and what is on the way. Nothing while there is nothing to say. */
export function StatusPanel({ check, runs }: StatusPanelProps) {
  const sentences = runs ? sentencesOf(check, runs) : [];
  const { icon: Icon, text, soft } = statusLooks[check.status];
  return (
    <div aria-live="polite" className="empty:hidden">
      {sentences.length > 0 && (
        <section
          aria-label="Reason"
          className={cn("flex items-start gap-3 rounded-lg border border-line px-4 py-3 text-sm text-text", soft)}
        >
          <Icon aria-hidden className={cn("mt-0.5 size-4 shrink-0", text)} strokeWidth={2.25} />
          <div className="flex min-w-0 flex-col gap-0.5">
            {sentences.map((sentence, index) => (
              <p key={sentence} className={cn("wrap-anywhere", index === 0 && "font-medium")}>
                {sentence}
              </p>
            ))}
          </div>
        </section>
      )}
    </div>
  );
}

function sentencesOf({ status, policy, message, flapping }: Check, runs: readonly Run[]): string[] {
  if (status === "paused") return ["This check is paused: it does not run until it is resumed."];
  if (status === "unknown" && runs.length === 0) return ["The first run is on its way."];
  const lastRun = describeLastRun({ status, runs, policy });
  // While a check is healthy, a message is that of its last run, which tells it itself.
  const reason = status === "healthy" || status === "unknown" || message === "" ? [] : [capital(message)];
  return [...reason, ...(lastRun === undefined ? [] : [lastRun]), ...(flapping ? [FLAPPING] : [])];
}

const FLAPPING = "It goes to and fro: its changes are told once as flapping, instead of one by one.";

const capital = (text: string): string => `${text.charAt(0).toUpperCase()}${text.slice(1)}`;
