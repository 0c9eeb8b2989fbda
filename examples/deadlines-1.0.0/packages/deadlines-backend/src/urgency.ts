import type { Urgency } from "@example/deadlines-common";
import type { Settings } from "./settings.ts";

/** Judges how near a deadline is. */
export function urgencyOf(daysLeft: number, { warnDays }: Settings): Urgency {
  if (daysLeft < 0) return "over";
  return daysLeft <= warnDays ? "soon" : "later";
}
