import { useState, type KeyboardEvent, type PointerEvent } from "react";
import { BAR_GAP, BAR_WIDTH, barPath, barPaths } from "./bar-paths.ts";
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
 * A row of bars with a tooltip each, in one tab stop. To those who listen it is a slider over time: arrow keys, Home and
 * End move and read a bar out, Enter selects it. The worse a bar, the taller it is, so that colour is not needed.
 */
export function StatusBars({ bars, places = bars.length, label, onSelect, className }: StatusBarsProps) {
  const [active, setActive] = useState<number>();
  const shown = active === undefined ? undefined : bars[active];
  const total = Math.max(places, bars.length, 1);
  const empty = total - bars.length;
  const read = shown ?? bars.at(-1);

  const press = (event: KeyboardEvent) => {
    if (event.key === "Enter" && shown) return onSelect?.(shown.key);
    if (event.key === "Escape") return setActive(undefined);
    const target = nextIndex(event.key, active ?? bars.length - 1, bars.length);
    if (target === undefined) return;
    event.preventDefault();
    setActive(target);
  };

  const hover = (event: PointerEvent<HTMLDivElement>) => {
    const { left, width } = event.currentTarget.getBoundingClientRect();
    const index = Math.floor(((event.clientX - left) / width) * total) - empty;
    setActive(index >= 0 && index < bars.length ? index : undefined);
  };

  return (
    <div className={cn("relative h-7 min-w-0", className)} style={{ maxWidth: `${total * WIDEST_REM}rem` }}>
      <div
        role="slider"
        aria-label={label}
        aria-valuemin={Math.min(1, bars.length)}
        aria-valuemax={bars.length}
        aria-valuenow={(active ?? bars.length - 1) + 1}
        aria-valuetext={read ? read.lines.join(", ") : "Nothing yet"}
        tabIndex={0}
        className={cn("h-full rounded-sm", onSelect && shown && "cursor-pointer")}
        onKeyDown={press}
        onPointerMove={hover}
        onPointerLeave={() => setActive(undefined)}
        onFocus={() => setActive((current) => current ?? bars.length - 1)}
        onBlur={() => setActive(undefined)}
        onClick={() => shown && onSelect?.(shown.key)}
      >
        <Bars bars={bars} empty={empty} total={total} active={active} />
      </div>
      {shown && active !== undefined && <BarTooltip bar={shown} position={(empty + active + 0.5) / total} />}
    </div>
  );
}

interface BarsProps {
  bars: readonly StatusBar[];
  empty: number;
  total: number;
  active: number | undefined;
}

function Bars({ bars, empty, total, active }: BarsProps) {
  const paths = barPaths(bars.map(({ status }, index) => ({ status, place: empty + index })));
  const none = Array.from({ length: empty }, (_, place) => barPath("unknown", place)).join("");
  const shown = active === undefined ? undefined : bars[active];
  return (
    <svg
      aria-hidden
      viewBox={`0 0 ${total * (BAR_WIDTH + BAR_GAP)} 100`}
      preserveAspectRatio="none"
      className="block size-full"
    >
      {none && <path d={none} className="fill-line" />}
      <g className={shown && "opacity-50"}>
        {[...paths].map(([status, path]) => (
          <path key={status} d={path} className={statusLooks[status].bar} />
        ))}
      </g>
      {shown && active !== undefined && (
        <path d={barPath(shown.status, empty + active)} className={statusLooks[shown.status].bar} />
      )}
    </svg>
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
  const targets: Record<string, number> = {
    ArrowLeft: current - 1,
    ArrowDown: current - 1,
    ArrowRight: current + 1,
    ArrowUp: current + 1,
    Home: 0,
    End: count - 1,
  };
  const target = targets[key];
  return target === undefined ? undefined : Math.min(count - 1, Math.max(0, target));
}

/** Wider than this a bar looks like a block. */
const WIDEST_REM = 0.875;
