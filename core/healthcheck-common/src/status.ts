/** What one run found. `inconclusive` means that we could not tell: it is neither an outage nor uptime. */
export const runStatuses = ["healthy", "degraded", "unhealthy", "inconclusive"] as const;
export type RunStatus = (typeof runStatuses)[number];

/** How a check, or a system with several, is at the moment. `unknown` means that nothing has been confirmed yet. */
export const checkStatuses = [...runStatuses, "unknown", "paused", "maintenance"] as const;
export type CheckStatus = (typeof checkStatuses)[number];

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
