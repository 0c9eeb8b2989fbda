import { cn } from "@checkstack/ui";
import { Circle, CircleCheck, CircleX, LoaderCircle, type LucideIcon } from "lucide-react";
import { ProgressBar } from "../shared/progress-bar.tsx";
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
            {bytes && state === "running" && <ProgressBar label="Fetched" done={bytes.done} total={bytes.total} />}
          </span>
        </li>
      );
    })}
  </ol>
);

const STATES: Readonly<Record<FollowedStep["state"], { icon: LucideIcon; look: string; word: string }>> = {
  waiting: { icon: Circle, look: "text-control-line", word: "waiting" },
  running: { icon: LoaderCircle, look: "animate-spin text-accent-text", word: "running" },
  succeeded: { icon: CircleCheck, look: "text-healthy-text", word: "done" },
  failed: { icon: CircleX, look: "text-unhealthy-text", word: "failed" },
};
