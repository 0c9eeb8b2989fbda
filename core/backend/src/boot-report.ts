import type { PluginReport, PluginStatus } from "@checkstack/backend-api";

/** One line for each plugin, troubles first: `healthcheck  ready    import 12 ms, init 5 ms`. */
export function bootReport(reports: readonly PluginReport[]): string[] {
  const width = Math.max(0, ...reports.map(({ metadata }) => metadata.pluginId.length));
  return reports
    .toSorted((a, b) => ORDER.indexOf(a.status.state) - ORDER.indexOf(b.status.state))
    .map(({ metadata, status }) => `${metadata.pluginId.padEnd(width)}  ${status.state.padEnd(7)}  ${detail(status)}`);
}

const ORDER: readonly PluginStatus["state"][] = ["failed", "blocked", "registered", "ready"];

function detail(status: PluginStatus): string {
  switch (status.state) {
    case "ready":
      return `import ${status.importMs} ms, init ${status.initMs} ms`;
    case "failed":
      return `in ${status.phase}: ${status.reason}`;
    case "blocked":
      return status.reason;
    case "registered":
      return "";
  }
}
