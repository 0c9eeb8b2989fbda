import { cn } from "@checkstack/ui";
import { Circle, CircleCheck, CircleX, LoaderCircle, type LucideIcon } from "lucide-react";
import { formatBytes } from "../shared/format-bytes.ts";
import type { FollowedStep } from "./follow.ts";
import { stepWords } from "./operation-words.ts";

/** The steps of an operation, as they go. */
export const StepList = ({ steps }: { steps: readonly FollowedStep[] }) => (
  <ol aria-label="Steps" className="flex flex-col gap-2.5 text-sm">
    {steps.map(({ step, state, detail, bytes }) => {
      const { icon: Icon, look, word } = STATES[state];
      return (
        <li key={step} aria-current={state === "running" ? "step" : undefined} className="flex items-start gap-2.5">
          <Icon aria-hidden className={cn("mt-0.5 size-4 shrink-0", look)} />
          <span className="min-w-0 flex-1">
            <span className={cn("font-medium", state === "waiting" ? "text-text-muted" : "text-text")}>
              {stepWords[step]}
            </span>
            <span className="sr-only">: {word}</span>
            {detail && <span className="block wrap-anywhere text-text-muted">{detail}</span>}
            {bytes && state === "running" && <Bytes {...bytes} />}
          </span>
        </li>
      );
    })}
  </ol>
);

const Bytes = ({ done, total }: NonNullable<FollowedStep["bytes"]>) => (
  <span className="mt-1 flex items-center gap-2 text-xs text-text-muted tabular-nums">
    {total !== undefined && total > 0 && (
      <progress
        aria-label="Fetched"
        max={total}
        value={done}
        className="h-1.5 w-40 appearance-none overflow-hidden rounded-full bg-sunken [&::-moz-progress-bar]:bg-accent [&::-webkit-progress-bar]:bg-sunken [&::-webkit-progress-value]:bg-accent"
      />
    )}
    {formatBytes(done)}
    {total !== undefined && ` of ${formatBytes(total)}`}
  </span>
);

const STATES: Readonly<Record<FollowedStep["state"], { icon: LucideIcon; look: string; word: string }>> = {
  waiting: { icon: Circle, look: "text-control-line", word: "waiting" },
  running: { icon: LoaderCircle, look: "animate-spin text-accent-text", word: "running" },
  succeeded: { icon: CircleCheck, look: "text-healthy-text", word: "done" },
  failed: { icon: CircleX, look: "text-unhealthy-text", word: "failed" },
};
