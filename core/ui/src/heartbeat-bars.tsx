import { memo } from "react";
import { formatDuration, formatExact } from "./format-time.ts";
import { StatusBars } from "./status-bars.tsx";
import { statusLooks, type Status } from "./status.ts";

export interface Heartbeat {
  id: string;
  status: Status;
  at: Date;
  latencyMs?: number;
  /** Why it is what it is, in a few words. */
  reason?: string;
  /** Where it ran, when there are several places. */
  source?: string;
}

export interface HeartbeatBarsProps {
  /** Oldest first. */
  beats: readonly Heartbeat[];
  /** How many places there are; 30 when absent. The newest are shown. */
  places?: number;
  /** Called with the id of a run that was clicked or confirmed with Enter. */
  onSelect?(id: string): void;
  className?: string;
}

/** The last runs of a check. Lists draw many of them while scrolling: with the same `beats` it is not drawn again. */
export const HeartbeatBars = memo(({ beats, places = 30, onSelect, className }: HeartbeatBarsProps) => (
  <StatusBars
    bars={beats.slice(-places).map((beat) => ({ key: beat.id, status: beat.status, lines: linesOf(beat) }))}
    places={places}
    label={`The last ${Math.min(places, beats.length)} runs, oldest first`}
    {...(onSelect && { onSelect })}
    {...(className && { className })}
  />
));

const linesOf = ({ status, at, latencyMs, reason, source }: Heartbeat): string[] => [
  latencyMs === undefined ? statusLooks[status].word : `${statusLooks[status].word} · ${formatDuration(latencyMs)}`,
  ...(reason ? [reason] : []),
  source ? `${formatExact(at)} · ${source}` : formatExact(at),
];
