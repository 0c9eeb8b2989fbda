import type { Urgency } from "@example/deadlines-common";
import type { Settings } from "./settings.ts";

/** Judges how near a deadline is. */
export function urgencyOf(daysLeft: number, { soonDays, urgentDays }: Settings): Urgency {
  if (daysLeft < 0) return "over";
  if (daysLeft <= urgentDays) return "urgent";
  return daysLeft <= soonDays ? "soon" : "later";
}
