import type { InstalledPackage, PluginDependent } from "@checkstack/backend-api";
import type { Plugin, PluginDetail } from "@checkstack/pluginmanager-common";
import { describeDependents, type NameOf } from "../life-cycle/call-errors.ts";
import { REACHES_OF_BUILT_IN, reachesOf } from "../preview/reaches.ts";

/** One plugin with everything that its page shows. */
export function describeDetail(
  plugin: Plugin,
  {
    one,
    dependents,
    nameOf,
  }: { one: InstalledPackage | undefined; dependents: readonly PluginDependent[]; nameOf: NameOf },
): PluginDetail {
  const shared = { ...plugin, dependents: describeDependents(dependents, nameOf) };
  if (!one) return { ...shared, reaches: REACHES_OF_BUILT_IN, versions: [] };
  const { author, license, homepage, plugins } = one.manifest;
  const packed = plugins.filter(({ pluginId }) => pluginId === plugin.id);
  const [own] = packed;
  return {
    ...shared,
    ...(author !== undefined && { author }),
    ...(license !== undefined && { license }),
    ...(homepage !== undefined && { homepage }),
    ...(own && { adds: own.adds }),
    reaches: reachesOf(packed, one.runs),
    versions: one.versions.map(({ version, sha256, installedAt, current }) => ({
      version,
      sha256,
      installedAt,
      current,
    })),
  };
}
