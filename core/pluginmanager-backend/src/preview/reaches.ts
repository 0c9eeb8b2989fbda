import type { PackedPlugin } from "@checkstack/common";
import type { Runs } from "@checkstack/pluginmanager-common";

/** What plugins of a package can reach, one plain sentence each: installing is trusting, and this is what limits it. */
export function reachesOf(plugins: readonly PackedPlugin[], runs: Runs): string[] {
  const hasBackend = plugins.some(({ backend }) => backend);
  const hasFrontend = plugins.some(({ frontend }) => frontend);
  return [
    ...(hasBackend ? (runs === "isolated" ? isolated(plugins) : IN_PROCESS) : []),
    ...(hasFrontend ? [FRONTEND] : []),
  ];
}

/** For what is part of the platform. */
export const REACHES_OF_BUILT_IN = [
  "It is a part of the platform and runs within its process, with a database login of its own.",
];

const IN_PROCESS = [
  "It runs within the platform's own process: its code can do whatever the platform can, and see what any plugin keeps.",
];

const FRONTEND =
  "Its pages run in the browsers of the people who use the platform, and can do there what these people may do.";

function isolated(plugins: readonly PackedPlugin[]): string[] {
  const own = new Set(plugins.map(({ pluginId }) => pluginId));
  const calls = [...new Set(plugins.flatMap(({ backend }) => backend?.calls ?? []))]
    .filter((id) => !own.has(id))
    .toSorted();
  return [
    "It runs in a process of its own, with an empty environment and limits on memory and time.",
    "It keeps its data in tables of its own; the database refuses it every other plugin's.",
    calls.length === 0
      ? "It calls no other plugin."
      : `It calls ${calls.map((id) => `"${id}"`).join(", ")}, for itself and for the people whose requests it answers.`,
    "It reaches the network, as any program on this server does.",
  ];
}
