import { formatDuration, formatPercent } from "./format-time.ts";
import { StatusBars } from "./status-bars.tsx";
import type { Status } from "./status.ts";

export interface UptimeDay {
  /** `2026-03-01`. */
  date: string;
  status: Status;
  /** 0 to 1; null when nothing was measured. */
  uptime: number | null;
  /** How much of the day was measured, 0 to 1. */
  coverage?: number;
  downMs?: number;
}

export interface UptimeBarProps {
  /** Oldest first. */
  days: readonly UptimeDay[];
  places?: number;
  onSelect?(date: string): void;
  className?: string;
}

/** One bar for each day, as status pages show them. */
export const UptimeBar = ({ days, places = 90, onSelect, className }: UptimeBarProps) => (
  <StatusBars
    bars={days.slice(-places).map((day) => ({ key: day.date, status: day.status, lines: linesOf(day) }))}
    places={places}
    label={`Uptime of the last ${places} days, oldest first`}
    {...(onSelect && { onSelect })}
    {...(className && { className })}
  />
);

const linesOf = ({ date, uptime, coverage, downMs }: UptimeDay): string[] => [
  uptime === null ? "Nothing measured" : `${formatPercent(uptime)} up`,
  ...(downMs ? [`Down for ${formatDuration(downMs)}`] : []),
  ...(coverage !== undefined && coverage < 1 ? [`${formatPercent(coverage, 1)} of the day measured`] : []),
  dayName.format(new Date(`${date}T12:00:00Z`)),
];

const dayName = new Intl.DateTimeFormat("en-GB", { dateStyle: "full", timeZone: "UTC" });
