import type { Urgency } from "@example/deadlines-common";

/** How each urgency reads and looks. */
export const urgencyLooks = {
  later: { label: "Later", tone: "neutral", edge: "border-line-strong" },
  soon: { label: "Soon", tone: "accent", edge: "border-accent" },
  urgent: { label: "Urgent", tone: "degraded", edge: "border-degraded" },
  over: { label: "Over", tone: "unhealthy", edge: "border-unhealthy" },
} as const satisfies Record<Urgency, { label: string; tone: string; edge: string }>;

/** `in 3 days`, `today`, `2 days ago`. */
export function daysInWords(days: number): string {
  if (days === 0) return "today";
  const count = `${Math.abs(days)} ${Math.abs(days) === 1 ? "day" : "days"}`;
  return days > 0 ? `in ${count}` : `${count} ago`;
}
