import type { Check } from "@checkstack/healthcheck-common";
import { useQuery } from "@tanstack/react-query";
import { useCatalog, useHealthcheck } from "../shared/clients.ts";
import { recentRuns } from "./run-queries.ts";

/** Until the first run of a new check has come; it may have come before anybody listened. */
const FIRST_RUN_EVERY_MS = 300;
/** Until a status is confirmed. */
const UNKNOWN_EVERY_MS = 1_000;

export const useCheck = (checkId: string) =>
  useQuery(
    useHealthcheck().checks.get.queryOptions({
      input: { id: checkId },
      refetchInterval: ({ state: { data } }) => {
        if (data?.status !== "unknown") return false;
        return data.lastRunAt === null ? FIRST_RUN_EVERY_MS : UNKNOWN_EVERY_MS;
      },
    }),
  );

/** The last runs, newest first. */
export const useRecentRuns = ({ id, paused }: Pick<Check, "id" | "paused">) =>
  useQuery({
    ...recentRuns(useHealthcheck(), id),
    refetchInterval: ({ state }) => (state.data?.items.length === 0 && !paused ? FIRST_RUN_EVERY_MS : false),
  });

export const useSystemOf = ({ systemId }: Pick<Check, "systemId">) =>
  useQuery(useCatalog().systems.get.queryOptions({ input: { id: systemId } }));

/** All ways to check something; they change only when plugins do. */
export const useStrategies = () => useQuery(useHealthcheck().strategies.queryOptions({ staleTime: 60_000 }));

export const useStrategy = (id: string) => useStrategies().data?.find((strategy) => strategy.id === id);
