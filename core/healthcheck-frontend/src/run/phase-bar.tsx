import { cn, formatDuration } from "@checkstack/ui";
import { phasesOf } from "./phases.ts";

/** Where the time of a run went: a bar, and the same in words and numbers. */
export function PhaseBar({ timings }: { timings: Readonly<Record<string, number>> }) {
  const phases = phasesOf(timings);
  if (phases.length === 0) return <p className="text-sm text-text-muted">No phase was measured.</p>;
  return (
    <div>
      <div aria-hidden className="flex h-3 gap-px overflow-hidden rounded-sm bg-sunken">
        {phases.map(({ id, share }, index) => (
          <span key={id} className={shadeOf(index)} style={{ width: `${share * 100}%` }} />
        ))}
      </div>
      <dl className="mt-3 flex flex-col gap-1.5 text-sm">
        {phases.map(({ id, label, ms }, index) => (
          <div key={id} className="flex items-center gap-2">
            <span aria-hidden className={cn("size-2.5 rounded-xs", shadeOf(index))} />
            <dt className="text-text-muted">{label}</dt>
            <dd className="ml-auto tabular-nums">{formatDuration(ms)}</dd>
          </div>
        ))}
      </dl>
    </div>
  );
}

/** From dark to light in the order of the phases, so that one colour is enough. */
const shadeOf = (index: number): string => SHADES[index % SHADES.length] ?? "bg-accent";
const SHADES = ["bg-accent", "bg-accent/80", "bg-accent/60", "bg-accent/40", "bg-accent/25"];
