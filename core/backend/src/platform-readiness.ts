import type { PluginReport } from "@checkstack/backend-api";
import type { Readiness } from "./http/index.ts";
import type { PluginSource } from "./kernel/plugin-source.ts";

/**
 * Says whether traffic may come: after the boot, with a database, and with every plugin that the platform cannot do
 * without. Another plugin that does not run makes it `degraded`, which is still ready.
 */
export function platformReadiness(state: {
  hasBooted: boolean;
  isDatabaseReachable: boolean;
  sources: readonly PluginSource[];
  reports: readonly PluginReport[];
}): Readiness {
  const reports = new Map(state.reports.map((report) => [report.metadata.pluginId, report.status]));
  const statuses = state.sources.map((source) => ({
    source,
    status: reports.get(source.pluginId) ?? ({ state: "registered" } as const),
  }));
  const plugins = Object.fromEntries(
    statuses.map(({ source, status }) => [
      source.pluginId,
      { state: status.state, ...("reason" in status && { reason: status.reason }) },
    ]),
  );
  const missing = statuses.filter(({ status }) => status.state !== "ready");
  if (!state.hasBooted) return { status: "starting", plugins };
  if (!state.isDatabaseReachable || missing.some(({ source }) => source.isEssential))
    return { status: "unavailable", plugins };
  return { status: missing.length > 0 ? "degraded" : "ready", plugins };
}
