import type { CheckStatus } from "@checkstack/healthcheck-common";

/** Whether somebody should look. That we cannot tell is a reason, too. */
export const needsAttention = (status: CheckStatus): boolean =>
  status === "unhealthy" || status === "degraded" || status === "inconclusive";
