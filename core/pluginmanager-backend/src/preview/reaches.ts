import type { PluginPlace, SandboxReport } from "@checkstack/backend-api";
import type { PackedPlugin } from "@checkstack/common";
import type { Runs } from "@checkstack/pluginmanager-common";

/**
 * What plugins of a package can reach, one plain sentence each: installing is trusting, and this is what limits it. `sandbox`
 * is what this machine keeps from them, where that is known.
 */
export function reachesOf(plugins: readonly PackedPlugin[], runs: Runs, sandbox?: SandboxReport): string[] {
  const hasBackend = plugins.some(({ backend }) => backend);
  const hasFrontend = plugins.some(({ frontend }) => frontend);
  return [
    ...(hasBackend ? (runs === "isolated" ? isolated(plugins, sandbox) : IN_PROCESS) : []),
    ...(hasFrontend ? [FRONTEND] : []),
  ];
}

/** What a plugin is kept from that runs in a process of its own. */
export const sandboxOf = (place: PluginPlace | undefined): SandboxReport | undefined =>
  place?.place === "own-process" ? place.process?.sandbox : undefined;

/** For what is part of the platform. */
export const reachesOfBuiltIn = (place: PluginPlace | undefined): string[] =>
  place?.place === "own-process"
    ? ["It is a part of the platform that was moved into a process of its own.", ...sandboxed(sandboxOf(place)), TABLES]
    : ["It is a part of the platform and runs within its process, with a database login of its own."];

const IN_PROCESS = [
  "It runs within the platform's own process: its code can do whatever the platform can, and see what any plugin keeps.",
];

const TABLES = "It keeps its data in tables of its own; the database refuses it every other plugin's.";

const FRONTEND =
  "Its pages run in the browsers of the people who use the platform, and can do there what these people may do.";

function isolated(plugins: readonly PackedPlugin[], sandbox: SandboxReport | undefined): string[] {
  const own = new Set(plugins.map(({ pluginId }) => pluginId));
  const called = new Set(plugins.flatMap(({ backend }) => backend?.calls ?? []));
  const calls = [...called].filter((id) => !own.has(id)).toSorted();
  return [
    "It runs in a process of its own, with an empty environment and limits on memory and time.",
    ...sandboxed(sandbox),
    TABLES,
    calls.length === 0
      ? "It calls no other plugin."
      : `It calls ${calls.map((id) => `"${id}"`).join(", ")}, for itself and for the people whose requests it answers.`,
    "It reaches the network, as any program on this server does.",
  ];
}

/** What the machine keeps from the process. What it does not keep is said, and not hidden. */
function sandboxed(sandbox: SandboxReport | undefined): string[] {
  if (!sandbox) return [];
  const { files, processes, user } = sandbox;
  return [
    files === "hidden"
      ? "It sees a folder of its own and the system's programs, and no other files."
      : `It can read the files that ${user === "own" ? "every user of this server may read" : "the platform can read"}: this machine does not let them be hidden.`,
    processes === "hidden" ? "It sees no other process." : "It can see which other processes run.",
  ];
}
