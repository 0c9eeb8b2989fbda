import type { InstalledPackage, PluginDependent, PluginPlace } from "@checkstack/backend-api";
import type { Place, Plugin, PluginDetail } from "@checkstack/pluginmanager-common";
import { describeDependents, type NameOf } from "../life-cycle/call-errors.ts";
import { reachesOf, reachesOfBuiltIn, sandboxOf } from "../preview/reaches.ts";

export interface DetailFacts {
  /** The package that brought it. */
  readonly one: InstalledPackage | undefined;
  readonly dependents: readonly PluginDependent[];
  readonly place: PluginPlace | undefined;
  readonly nameOf: NameOf;
}

/** One plugin with everything that its page shows. */
export function describeDetail(plugin: Plugin, facts: DetailFacts): PluginDetail {
  const { one, dependents, place, nameOf } = facts;
  const shared = {
    ...plugin,
    ...(place && { place: describePlace(place) }),
    dependents: describeDependents(dependents, nameOf),
  };
  if (!one) return { ...shared, reaches: reachesOfBuiltIn(place), versions: [] };
  const { author, license, homepage, plugins } = one.manifest;
  const packed = plugins.filter(({ pluginId }) => pluginId === plugin.id);
  const [own] = packed;
  return {
    ...shared,
    ...(author !== undefined && { author }),
    ...(license !== undefined && { license }),
    ...(homepage !== undefined && { homepage }),
    ...(own && { adds: own.adds }),
    reaches: reachesOf(packed, one.runs, sandboxOf(place)),
    versions: one.versions.map((version) => ({ ...version })),
  };
}

function describePlace(place: PluginPlace): Place {
  if (place.place === "in-process") return { place: "in-process" };
  const { maxMemoryBytes, process } = place;
  if (!process) return { place: "own-process", maxMemoryBytes };
  const { memoryBytes, sandbox } = process;
  return {
    place: "own-process",
    maxMemoryBytes,
    process: { ...(memoryBytes !== undefined && { memoryBytes }), sandbox: { ...sandbox } },
  };
}
