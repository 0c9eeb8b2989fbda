import { useSignal } from "@checkstack/frontend-api";
import { runSignal, runStatusSchema, type Run } from "@checkstack/healthcheck-common";
import { useQueryClient } from "@tanstack/react-query";
import { useHealthcheck } from "../shared/clients.ts";
import { useBatched } from "../shared/use-batched.ts";
import { addRuns } from "./add-runs.ts";
import { pagedRuns, recentRuns, RECENT_RUNS } from "./run-queries.ts";

const DRAW_EVERY_MS = 100;
/** A first page that has grown beyond this is fetched anew. */
const LONGEST_PAGE = 500;

/** Puts the runs of a check where they are shown, as they come in. */
export function useLiveRuns(checkId: string): void {
  const queryClient = useQueryClient();
  const healthcheck = useHealthcheck();

  const addToTable = (status: Run["status"] | undefined, runs: readonly Run[]) => {
    const { queryKey } = pagedRuns(healthcheck, checkId, status);
    const [first, ...others] = queryClient.getQueryData(queryKey)?.pages ?? [];
    if (!first || runs.length === 0) return;
    if (first.items.length > LONGEST_PAGE) return void queryClient.invalidateQueries({ queryKey });
    const items = addRuns(first.items, runs, Infinity);
    queryClient.setQueryData(queryKey, (data) => data && { ...data, pages: [{ ...first, items }, ...others] });
  };

  const apply = useBatched<Run>((runs) => {
    queryClient.setQueryData(
      recentRuns(healthcheck, checkId).queryKey,
      (page) => page && { ...page, items: addRuns(page.items, runs, RECENT_RUNS) },
    );
    const [newest] = addRuns([], runs, 1);
    queryClient.setQueryData(
      healthcheck.checks.get.queryKey({ input: { id: checkId } }),
      (check) => check && newest && { ...check, lastRunAt: newest.startedAt, lastLatencyMs: newest.latencyMs },
    );
    for (const status of [undefined, ...runStatusSchema.options]) {
      addToTable(status, status === undefined ? runs : runs.filter((run) => run.status === status));
    }
  }, DRAW_EVERY_MS);

  useSignal(runSignal, apply, { subject: checkId });
}
