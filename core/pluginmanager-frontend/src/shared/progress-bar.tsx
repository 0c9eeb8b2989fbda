import { cn } from "@checkstack/ui";
import { formatBytes } from "./format-bytes.ts";

export interface ProgressBarProps {
  /** What is counted, for those who listen: `Sent`. */
  label: string;
  done: number;
  /** Undefined while nobody knows it: then there is no bar. */
  total: number | undefined;
  className?: string;
}

/** Bytes so far, and of how many. */
export const ProgressBar = ({ label, done, total, className = "w-40" }: ProgressBarProps) => (
  <span className="flex items-center gap-2 text-xs text-text-muted tabular-nums">
    {total !== undefined && total > 0 && (
      <progress
        aria-label={label}
        max={total}
        value={done}
        className={cn(
          "h-1.5 appearance-none overflow-hidden rounded-full bg-sunken [&::-moz-progress-bar]:bg-accent [&::-webkit-progress-bar]:bg-sunken [&::-webkit-progress-value]:bg-accent",
          className,
        )}
      />
    )}
    <span className="shrink-0">
      {formatBytes(done)}
      {total !== undefined && ` of ${formatBytes(total)}`}
    </span>
  </span>
);
