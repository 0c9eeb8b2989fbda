import * as z from "zod";

/** What one run found. `inconclusive` means that we could not tell: it is neither an outage nor uptime. */
export const runStatusSchema = z.enum(["healthy", "degraded", "unhealthy", "inconclusive"]);
export type RunStatus = z.infer<typeof runStatusSchema>;

/** How a check, or a system with several, is at the moment. `unknown` means that nothing has been confirmed yet. */
export const checkStatusSchema = z.enum([...runStatusSchema.options, "unknown", "paused", "maintenance"]);
export type CheckStatus = z.infer<typeof checkStatusSchema>;

/** Of several statuses, the one that people must hear of first; `unknown` for none. A paused check hides no other. */
export const worstStatus = (statuses: Iterable<CheckStatus>): CheckStatus => {
  const present = new Set(statuses);
  return WORST_FIRST.find((status) => present.has(status)) ?? "unknown";
};

const WORST_FIRST = [
  "unhealthy",
  "degraded",
  "inconclusive",
  "unknown",
  "maintenance",
  "healthy",
  "paused",
] as const satisfies readonly CheckStatus[];
