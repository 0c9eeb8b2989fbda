import { cn } from "./cn.ts";
import { sparklinePath } from "./sparkline-path.ts";

export interface SparklineProps {
  /** Oldest first; a gap where nothing was measured. */
  values: readonly (number | null)[];
  /** What the line shows, with its last value: `Latency, last 42 ms`. */
  label: string;
  className?: string;
}

/** A line of a word's size. */
export const Sparkline = ({ values, label, className }: SparklineProps) => (
  <svg
    role="img"
    aria-label={label}
    viewBox="0 0 100 24"
    preserveAspectRatio="none"
    className={cn("h-6 w-24 text-accent-text", className)}
  >
    <path
      d={sparklinePath(values, { width: 100, height: 24, inset: 2 })}
      fill="none"
      stroke="currentColor"
      strokeWidth={1.5}
      strokeLinejoin="round"
      strokeLinecap="round"
      vectorEffect="non-scaling-stroke"
    />
  </svg>
);
