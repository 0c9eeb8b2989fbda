import { cn } from "./cn.ts";
import { statusLooks, type Status } from "./status.ts";

export interface StatusProps {
  status: Status;
  /** Instead of the status's own word: `Healthy for 3 days`. */
  label?: string;
  className?: string;
}

/** A status as icon and word on a tinted ground. */
export function StatusBadge({ status, label, className }: StatusProps) {
  const { icon: Icon, word, text, soft } = statusLooks[status];
  return (
    <span
      data-status={status}
      className={cn(
        "inline-flex h-6 items-center gap-1.5 rounded-full px-2 text-xs font-medium whitespace-nowrap",
        text,
        soft,
        className,
      )}
    >
      <Icon aria-hidden className="size-3.5 shrink-0" strokeWidth={2.25} />
      {label ?? word}
    </span>
  );
}

/** A status as icon alone, for dense lists: the shape tells it too, the word is there for those who listen or hover. */
export function StatusDot({ status, label, className }: StatusProps) {
  const { icon: Icon, word, text } = statusLooks[status];
  return (
    <span
      role="img"
      aria-label={label ?? word}
      title={label ?? word}
      data-status={status}
      className="inline-flex shrink-0 align-middle"
    >
      <Icon aria-hidden className={cn("size-4", text, className)} strokeWidth={2.25} />
    </span>
  );
}
