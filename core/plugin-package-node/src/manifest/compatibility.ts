import type { PackageManifest } from "./package-manifest.ts";

/** Versions of the host packages that this platform gives, by name. */
export type HostVersions = Readonly<Record<string, string>>;

/** One requirement, and whether it is met. */
export interface Compatibility {
  readonly ok: boolean;
  readonly sentence: string;
  /** Whether the package cannot be installed while this is not met; otherwise a part of it does not work. */
  readonly required: boolean;
}

/** What a package needs of the platform, one sentence each, unmet ones first. */
export function compatibilityOf(
  { peerDependencies, checkstack: { plugins } }: PackageManifest,
  host: { readonly versions: HostVersions; readonly pluginIds: readonly string[] },
): Compatibility[] {
  const known = new Set(host.pluginIds);
  const own = new Set(plugins.map(({ pluginId }) => pluginId));
  const called = plugins.flatMap(({ backend }) => backend?.calls ?? []);
  const extended = plugins.flatMap(({ adds }) => adds.extensions.map((id) => id.slice(0, id.indexOf("."))));
  const others = (ids: readonly string[]): string[] => [...new Set(ids)].filter((id) => !own.has(id)).toSorted();
  return [
    ...Object.entries(peerDependencies).map(([name, range]) => rangeSentence(name, range, host.versions)),
    ...others(called).map((id) => pluginSentence(`It calls plugin "${id}"`, known.has(id))),
    ...others(extended).map((id) => pluginSentence(`It extends plugin "${id}"`, known.has(id))),
  ].toSorted((a, b) => Number(a.ok) - Number(b.ok));
}

/** Why a package does not fit, by its ranges alone; empty when it does. */
export const unmetRanges = (ranges: Readonly<Record<string, string>>, versions: HostVersions): string[] =>
  Object.entries(ranges)
    .map(([name, range]) => rangeSentence(name, range, versions))
    .filter(({ ok }) => !ok)
    .map(({ sentence }) => sentence);

const pluginSentence = (what: string, ok: boolean): Compatibility => ({
  ok,
  required: false,
  sentence: ok ? `${what}, which is installed.` : `${what}, which is not installed: that part will not work.`,
});

function rangeSentence(name: string, range: string, versions: HostVersions): Compatibility {
  const version = Object.hasOwn(versions, name) ? versions[name] : undefined;
  if (version === undefined)
    return { ok: false, required: true, sentence: `It needs ${name} ${range}, which this platform does not give.` };
  return Bun.semver.satisfies(version, range)
    ? { ok: true, required: true, sentence: `It needs ${name} ${range}; this platform gives ${version}.` }
    : {
        ok: false,
        required: true,
        sentence: `It needs ${name} ${range}, but this platform gives ${version}; look for another version of the plugin.`,
      };
}
