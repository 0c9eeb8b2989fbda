import type { Plugin } from "@checkstack/pluginmanager-common";

type State = Plugin["state"];

/** From what somebody must look at to what needs nobody. */
const BY_URGENCY: readonly State[] = ["failed", "modified", "blocked", "registered", "ready", "disabled"];

/** What went wrong comes first: failed, blocked, with errors since the start; then by name. */
export const byUrgency = (plugins: readonly Plugin[]): Plugin[] =>
  plugins.toSorted(
    (a, b) =>
      BY_URGENCY.indexOf(a.state) - BY_URGENCY.indexOf(b.state) ||
      Number(b.lateErrors.length > 0) - Number(a.lateErrors.length > 0) ||
      a.displayName.localeCompare(b.displayName, "en"),
  );

/** `9 plugins: 1 failed, 2 blocked, 6 running.` */
export function summarise(plugins: readonly Plugin[]): string {
  if (plugins.length === 0) return "No plugin.";
  const parts = BY_URGENCY.map((state) => ({ state, count: plugins.filter((plugin) => plugin.state === state).length }))
    .filter(({ count }) => count > 0)
    .map(({ state, count }) => `${count} ${stateWords[state].toLowerCase()}`);
  return `${plugins.length === 1 ? "1 plugin" : `${plugins.length} plugins`}: ${parts.join(", ")}.`;
}

/** A state as people read it. */
export const stateWords: Readonly<Record<State, string>> = {
  registered: "Starting",
  ready: "Running",
  blocked: "Blocked",
  failed: "Failed",
  modified: "Modified",
  disabled: "Disabled",
};

/** What the author needs to find the fault, as text to paste. */
export const reportForAuthor = ({ packageName, version, state, phase, reason, stack, lateErrors }: Plugin): string =>
  [
    `${packageName} ${version}: ${state}${phase === undefined ? "" : ` in ${phase}`}`,
    reason,
    stack,
    ...lateErrors.map(({ at, message }) => `${at.toISOString()} ${message}`),
  ]
    .filter((line) => line !== undefined && line !== "")
    .join("\n\n");
