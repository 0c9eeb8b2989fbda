import type { PluginReport } from "@checkstack/backend-api";
import type { Readiness } from "./http/index.ts";
import type { PluginSource } from "./kernel/plugin-source.ts";

/**
 * Says whether traffic may come: after the boot, with a database, and with every plugin that the platform cannot do
 * without. Another plugin that does not run, or is not what was installed, makes it `degraded`, which is still ready.
 */
export function platformReadiness(state: {
  phase: "starting" | "running" | "stopping";
  isDatabaseReachable: boolean;
  sources: readonly PluginSource[];
  reports: readonly PluginReport[];
  /** What other instances run. */
  elsewhere: readonly { readonly pluginId: string; readonly state: string; readonly reason?: string }[];
  /** Those that are not any more what was installed. */
  modified: readonly { readonly pluginId: string; readonly reason: string }[];
}): Readiness {
  const { phase, sources } = state;
  const statuses = new Map(state.reports.map(({ metadata, status }) => [metadata.pluginId, status]));
  // Before the boot is over a plugin may not have been looked at; later, one without a report has been stopped.
  if (phase === "starting") {
    for (const { pluginId } of sources) statuses.getOrInsert(pluginId, { state: "registered" });
  }
  const plugins = Object.fromEntries([
    ...state.elsewhere.map(({ pluginId, ...there }) => [pluginId, stateOf(there)] as const),
    ...[...statuses].map(([pluginId, status]) => [pluginId, stateOf(status)] as const),
    ...state.modified.map(({ pluginId, reason }) => [pluginId, { state: "modified", reason }] as const),
  ]);
  if (phase === "starting") return { status: "starting", plugins };
  const runs = (pluginId: string): boolean => statuses.get(pluginId)?.state === "ready";
  const isMissing = sources.some(({ pluginId, isEssential }) => isEssential && !runs(pluginId));
  if (phase === "stopping" || !state.isDatabaseReachable || isMissing) return { status: "unavailable", plugins };
  const isWell = state.modified.length === 0 && [...statuses.keys()].every(runs);
  return { status: isWell ? "ready" : "degraded", plugins };
}

const stateOf = (status: { readonly state: string; readonly reason?: string }) => ({
  state: status.state,
  ...(status.reason !== undefined && { reason: status.reason }),
});
