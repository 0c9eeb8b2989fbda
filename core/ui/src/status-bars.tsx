import { useId, useState, type KeyboardEvent, type PointerEvent } from "react";
import { cn } from "./cn.ts";
import { statusLooks, type Status } from "./status.ts";

export interface StatusBar {
  key: string;
  status: Status;
  /** What the tooltip says, line by line; the first line is the bar's name. */
  lines: readonly string[];
}

export interface StatusBarsProps {
  /** Oldest first. */
  bars: readonly StatusBar[];
  /** How many places there are; those without a bar yet stay empty on the left. */
  places?: number;
  /** What the bars are: `The last 30 runs`. */
  label: string;
  /** Called with the key of a bar that was clicked or confirmed with Enter. */
  onSelect?(key: string): void;
  className?: string;
}

/**
 * A row of bars with a tooltip each, in one tab stop: arrow keys, Home and End move, Enter selects.
 * The worse a bar, the taller it is, so that colour is not needed.
 */
export function StatusBars({ bars, places = bars.length, label, onSelect, className }: StatusBarsProps) {
  const prefix = useId();
  const [active, setActive] = useState<number>();
  const shown = active === undefined ? undefined : bars[active];
  const empty = Math.max(0, places - bars.length);

  const move = (event: KeyboardEvent) => {
    if (event.key === "Enter" && shown) return onSelect?.(shown.key);
    if (event.key === "Escape") return setActive(undefined);
    const target = nextIndex(event.key, active ?? bars.length, bars.length);
    if (target === undefined) return;
    event.preventDefault();
    setActive(target);
  };

  const hover = (event: PointerEvent<HTMLDivElement>) => {
    const { left, width } = event.currentTarget.getBoundingClientRect();
    const index = Math.floor(((event.clientX - left) / width) * (bars.length + empty)) - empty;
    setActive(index >= 0 && index < bars.length ? index : undefined);
  };

  return (
    <div className={cn("relative h-7 min-w-0", className)} style={{ maxWidth: `${places * WIDEST_REM}rem` }}>
      <div
        role="listbox"
        aria-label={label}
        aria-orientation="horizontal"
        aria-activedescendant={active === undefined ? undefined : `${prefix}-${active}`}
        tabIndex={0}
        className="flex h-full items-end gap-[2px] rounded-sm"
        onKeyDown={move}
        onPointerMove={hover}
        onPointerLeave={() => setActive(undefined)}
        onFocus={() => setActive((current) => current ?? bars.length - 1)}
        onBlur={() => setActive(undefined)}
        onClick={() => shown && onSelect?.(shown.key)}
      >
        {Array.from({ length: empty }, (_, place) => (
          <span key={place} aria-hidden className="h-1/4 min-w-px flex-1 rounded-[1.5px] bg-sunken" />
        ))}
        {bars.map((bar, index) => (
          <span
            key={bar.key}
            id={`${prefix}-${index}`}
            role="option"
            aria-selected={index === active}
            aria-label={bar.lines.join(", ")}
            data-status={bar.status}
            className={cn(
              "min-w-px flex-1 rounded-[1.5px]",
              HEIGHTS[bar.status],
              statusLooks[bar.status].fill,
              active !== undefined && active !== index && "opacity-55",
            )}
          />
        ))}
      </div>
      {shown && active !== undefined && (
        <BarTooltip bar={shown} position={(empty + active + 0.5) / (empty + bars.length)} />
      )}
    </div>
  );
}

/** Follows the active bar; kept inside at both ends by leaning away from them. */
const BarTooltip = ({ bar, position }: { bar: StatusBar; position: number }) => (
  <div
    aria-hidden
    className="pointer-events-none absolute bottom-full z-30 mb-2 w-max max-w-72 rounded-md border border-line-strong bg-raised px-2.5 py-1.5 text-xs shadow-high"
    style={{ left: `${position * 100}%`, transform: `translateX(-${position * 100}%)` }}
  >
    {bar.lines.map((line, index) => (
      <p key={line} className={index === 0 ? "flex items-center gap-1.5 font-medium text-text" : "text-text-muted"}>
        {index === 0 && <StatusIcon status={bar.status} />}
        {line}
      </p>
    ))}
  </div>
);

const StatusIcon = ({ status }: { status: Status }) => {
  const { icon: Icon, text } = statusLooks[status];
  return <Icon className={cn("size-3.5 shrink-0", text)} strokeWidth={2.25} />;
};

/** Where a key leads; nothing for keys that do not move. */
function nextIndex(key: string, current: number, count: number): number | undefined {
  if (count === 0) return undefined;
  const targets: Record<string, number> = { ArrowLeft: current - 1, ArrowRight: current + 1, Home: 0, End: count - 1 };
  const target = targets[key];
  return target === undefined ? undefined : Math.min(count - 1, Math.max(0, target));
}

/** Wider than this a bar looks like a block. */
const WIDEST_REM = 0.875;

const HEIGHTS: Readonly<Record<Status, string>> = {
  healthy: "h-[62%]",
  degraded: "h-[82%]",
  unhealthy: "h-full",
  maintenance: "h-1/2",
  inconclusive: "h-2/5",
  paused: "h-1/4",
  unknown: "h-1/4",
};
