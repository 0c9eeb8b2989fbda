import type { Run } from "@checkstack/healthcheck-common";

/** Runs newest first, with those that came in, each once; at most `limit`. */
export function addRuns(known: readonly Run[], added: readonly Run[], limit: number): Run[] {
  const byId = new Map([...known, ...added].map((run) => [run.id, run]));
  return [...byId.values()].toSorted((a, b) => b.scheduledAt.getTime() - a.scheduledAt.getTime()).slice(0, limit);
}
