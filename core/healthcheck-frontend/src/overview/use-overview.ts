import { useQuery } from "@tanstack/react-query";
import { useMemo } from "react";
import { useCatalog, useHealthcheck } from "../shared/clients.ts";
import { allGroups, allSystems, allSystemStatuses } from "../shared/lists.ts";
import { overviewRows, type OverviewRow } from "./overview-rows.ts";

/** Signals tell of every change of status; latencies are worth a look now and then. */
const LATENCIES_EVERY_MS = 30_000;

export interface Overview {
  /** Undefined while loading, or when it failed. */
  readonly rows: readonly OverviewRow[] | undefined;
  readonly error: unknown;
  retry(): void;
}

/** All systems and how they are: two requests at once, joined here, and kept up to date by signals. */
export function useOverview(): Overview {
  const catalog = useCatalog();
  const systems = useQuery(allSystems(catalog));
  const statuses = useQuery({ ...allSystemStatuses(useHealthcheck()), refetchInterval: LATENCIES_EVERY_MS });
  const grouped = systems.data?.some(({ groupId }) => groupId !== null) ?? false;
  const groups = useQuery({ ...allGroups(catalog), enabled: grouped });

  const rows = useMemo(
    () => (systems.data && statuses.data ? overviewRows(systems.data, statuses.data, groups.data ?? []) : undefined),
    [systems.data, statuses.data, groups.data],
  );
  return {
    rows,
    error: rows ? undefined : (systems.error ?? statuses.error ?? undefined),
    retry() {
      void systems.refetch();
      void statuses.refetch();
    },
  };
}
