import { useEffect, useSyncExternalStore } from "react";
import { usePlatform, usePluginId } from "./platform.tsx";
import type { StatusSummary } from "./status-store.ts";

/** Tells the favicon and the title what this plugin sees, for as long as the component is there; nothing while unknown. */
export function useReportStatus(summary: StatusSummary | undefined): void {
  const { status } = usePlatform();
  const pluginId = usePluginId();
  const worst = summary?.worst;
  const attention = summary?.attention ?? 0;
  useEffect(() => {
    status.report(pluginId, worst && { worst, attention });
    return () => status.report(pluginId, undefined);
  }, [status, pluginId, worst, attention]);
}

/** The worst status that any plugin reports. */
export function useWorstStatus(): StatusSummary {
  const { status } = usePlatform();
  return useSyncExternalStore(status.subscribe, status.snapshot);
}
