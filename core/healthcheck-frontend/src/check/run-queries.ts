import type { RunStatus } from "@checkstack/healthcheck-common";
import type { HealthcheckClient } from "../shared/clients.ts";

/** So many bars there are. */
export const RECENT_RUNS = 90;
const PAGE = 25;

/** The last runs of a check, newest first. */
export const recentRuns = (healthcheck: HealthcheckClient, checkId: string) =>
  healthcheck.checks.runs.queryOptions({ input: { id: checkId, limit: RECENT_RUNS } });

/** All runs of a check, page by page. */
export const pagedRuns = (healthcheck: HealthcheckClient, checkId: string, status: RunStatus | undefined) =>
  healthcheck.checks.runs.infiniteOptions({
    input: (cursor: string) => ({ id: checkId, status, limit: PAGE, ...(cursor !== "" && { cursor }) }),
    initialPageParam: "",
    getNextPageParam: ({ nextCursor }) => nextCursor,
  });
