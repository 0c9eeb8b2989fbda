import { formatDuration, type BadgeProps } from "@checkstack/ui";

/** Timers and polls take their time: what is below this is on time. */
const ON_TIME_MS = 2000;
const VERY_LATE_MS = 30_000;

/** How late a queue is, in words and a colour. */
export function lateness(lagMs: number): { text: string; tone: NonNullable<BadgeProps["tone"]> } {
  if (lagMs < ON_TIME_MS) return { text: "On time", tone: "healthy" };
  return { text: `${formatDuration(lagMs)} late`, tone: lagMs < VERY_LATE_MS ? "degraded" : "unhealthy" };
}
