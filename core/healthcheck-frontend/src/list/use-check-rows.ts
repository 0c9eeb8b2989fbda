import { useQuery } from "@tanstack/react-query";
import { useMemo } from "react";
import { useCatalog, useHealthcheck } from "../shared/clients.ts";
import { allChecks, allSystems } from "../shared/lists.ts";
import type { CheckRow } from "./filter-checks.ts";

const LATENCIES_EVERY_MS = 30_000;

export interface CheckRows {
  /** Undefined while loading, or when it failed. */
  readonly rows: readonly CheckRow[] | undefined;
  readonly error: unknown;
  retry(): void;
}

/** Every check with the name of its system. Without the catalog the names are missing, and nothing else. */
export function useCheckRows(): CheckRows {
  const checks = useQuery({ ...allChecks(useHealthcheck()), refetchInterval: LATENCIES_EVERY_MS });
  const { data: systems } = useQuery(allSystems(useCatalog()));
  const rows = useMemo(() => {
    const nameOf = new Map(systems?.map(({ id, name }) => [id, name]));
    return checks.data?.map((check) => ({ check, systemName: nameOf.get(check.systemId) ?? "" }));
  }, [checks.data, systems]);
  return { rows, error: rows ? undefined : (checks.error ?? undefined), retry: () => void checks.refetch() };
}
