import type { Check } from "@checkstack/healthcheck-common";
import { formatDuration, statusLooks, toast } from "@checkstack/ui";
import { useMutation, useQueryClient } from "@tanstack/react-query";
import { useNavigate } from "react-router";
import { useHealthcheck } from "../shared/clients.ts";
import { editCheckPath } from "../shared/paths.ts";
import { recentRuns, RECENT_RUNS } from "./run-queries.ts";
import { addRuns } from "./add-runs.ts";

/** Runs a check at once, and tells what came of it. */
export function useRunNow(check: Pick<Check, "id" | "name">, options: { onShowRun(runId: string): void }) {
  const healthcheck = useHealthcheck();
  const queryClient = useQueryClient();
  return useMutation(
    healthcheck.checks.run.mutationOptions({
      onSuccess(run) {
        const { id: runId, status, latencyMs, message } = run;
        queryClient.setQueryData(healthcheck.checks.runDetail.queryKey({ input: { id: check.id, runId } }), run);
        queryClient.setQueryData(
          recentRuns(healthcheck, check.id).queryKey,
          (page) => page && { ...page, items: addRuns(page.items, [run], RECENT_RUNS) },
        );
        void queryClient.invalidateQueries({ queryKey: healthcheck.checks.get.key({ input: { id: check.id } }) });
        const found = [statusLooks[status].word, ...(latencyMs === null ? [] : [formatDuration(latencyMs)])].join(
          " in ",
        );
        const tell = status === "healthy" ? toast.success : toast.info;
        tell(`${found}.`, {
          ...(message !== "" && { description: message }),
          action: { label: "Show", onClick: () => options.onShowRun(runId) },
        });
      },
      onError: (error) => toast.error(`"${check.name}" could not be run`, error),
    }),
  );
}

/** Copies a check, paused, and opens the copy to change it. */
export function useCloneCheck(check: Pick<Check, "name">) {
  const healthcheck = useHealthcheck();
  const queryClient = useQueryClient();
  const navigate = useNavigate();
  return useMutation(
    healthcheck.checks.clone.mutationOptions({
      async onSuccess(copy) {
        queryClient.setQueryData(healthcheck.checks.get.queryKey({ input: { id: copy.id } }), copy);
        void queryClient.invalidateQueries({ queryKey: healthcheck.checks.list.key() });
        toast.success(`"${copy.name}" is a paused copy. Change it, then resume it.`);
        await navigate(editCheckPath(copy.id));
      },
      onError: (error) => toast.error(`"${check.name}" could not be cloned`, error),
    }),
  );
}
