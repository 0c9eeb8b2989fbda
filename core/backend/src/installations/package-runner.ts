import type { PackageChange } from "@checkstack/backend-api";
import type { Kernel } from "../kernel/kernel.ts";
import type { PluginSource } from "../kernel/plugin-source.ts";
import { swapPlugins } from "./plugin-swap.ts";
import { pluginIdsOf, type StoredPackage } from "./stored-package.ts";

/** The part of a package that says what is to run. */
export type RunnablePackage = Pick<StoredPackage, "name" | "sha256" | "manifest" | "runs"> & {
  readonly grantedCalls: readonly string[];
};

/** What runs here of one package, and for which generation of it. */
interface RunningPackage {
  readonly generation: string;
  readonly version: string;
  readonly pluginIds: readonly string[];
  readonly sources: readonly PluginSource[];
  /** As it was last tried, and which of its plugins were to run here then. */
  readonly tried: { readonly one: RunnablePackage; readonly plugins: string };
}

/** A version that came up beside what was: keep it or undo it. */
export type BroughtUp =
  | { readonly ok: true; keep(generation: string): Promise<void>; undo(): Promise<void> }
  | { readonly ok: false; readonly reason: string };

/** The packages that run in this instance. */
export interface PackageRunner {
  /** The generation that was taken over here. */
  generationOf(name: string): string | undefined;
  versionOf(name: string): string | undefined;
  /** Other plugins of it are to run here now than when that was last tried. */
  isMisplaced(name: string): boolean;
  names(): readonly string[];
  sources(): readonly PluginSource[];
  /** Whether bringing a package up in this instance says anything: it has plugins to run here, or none to run anywhere. */
  tries(one: RunnablePackage): boolean;
  /** Takes a package in whose plugins somebody else starts; returns them. */
  adopt(one: RunnablePackage & Pick<StoredPackage, "generation">): readonly PluginSource[];
  /** Starts the plugins in place of those that run of the same package. */
  bringUp(one: RunnablePackage): Promise<BroughtUp>;
  /** Does not try this generation again; what runs goes on. */
  giveUp(one: RunnablePackage & Pick<StoredPackage, "generation">): void;
  /** Stops the plugins of a package. `forget` it then, or start them again. */
  takeDown(name: string): Promise<{ startAgain(): Promise<void> }>;
  forget(name: string): void;
}

export function createPackageRunner(options: {
  kernel: Kernel;
  /** The back-end plugins of a package that are to run in this instance. */
  sourcesOf: (one: RunnablePackage) => readonly PluginSource[];
  /** Whether a back-end package is to run in this instance. */
  hosts: (packageName: string) => boolean;
  onChange: (change: PackageChange) => void;
}): PackageRunner {
  const { kernel, sourcesOf, onChange } = options;
  const running = new Map<string, RunningPackage>();
  const placedOf = ({ manifest }: RunnablePackage): string =>
    JSON.stringify(manifest.plugins.map(({ backend }) => backend !== undefined && options.hosts(backend.name)));
  const describe = (one: RunnablePackage) => ({
    version: one.manifest.version,
    pluginIds: pluginIdsOf(one.manifest),
    tried: { one, plugins: placedOf(one) },
  });
  /** It may have been moved since. */
  function asItRuns(source: PluginSource): PluginSource {
    const now = kernel.sourceOf(source.pluginId);
    return now?.packageName === source.packageName ? now : source;
  }
  const idsIn = (name: string): readonly string[] => running.get(name)?.pluginIds ?? [];

  return {
    generationOf: (name) => running.get(name)?.generation,
    versionOf: (name) => running.get(name)?.version,
    isMisplaced(name) {
      const tried = running.get(name)?.tried;
      return tried !== undefined && placedOf(tried.one) !== tried.plugins;
    },
    names: () => [...running.keys()],
    sources: () => [...running.values()].flatMap(({ sources }) => sources),

    tries: (one) => sourcesOf(one).length > 0 || one.manifest.plugins.every(({ backend }) => backend === undefined),

    adopt(one) {
      const sources = sourcesOf(one);
      running.set(one.name, { ...describe(one), generation: one.generation, sources });
      return sources;
    },

    async bringUp(one) {
      const from = (running.get(one.name)?.sources ?? []).map(asItRuns);
      const sources = sourcesOf(one);
      const swap = await swapPlugins(kernel, { from, to: sources });
      if (!swap.ok) return swap;
      return {
        ok: true,
        undo: swap.undo,
        async keep(generation) {
          for (const { pluginId } of missingIn(sources, from)) await kernel.stop(pluginId);
          const before = idsIn(one.name);
          running.set(one.name, { ...describe(one), generation, sources });
          onChange({ name: one.name, pluginIds: [...new Set([...before, ...pluginIdsOf(one.manifest)])] });
        },
      };
    },

    giveUp(one) {
      const old = running.get(one.name);
      const { tried, ...now } = describe(one);
      running.set(one.name, { ...(old ?? { ...now, sources: [] }), tried, generation: one.generation });
    },

    async takeDown(name) {
      const sources = running.get(name)?.sources ?? [];
      for (const { pluginId } of sources) await kernel.stop(pluginId);
      return { startAgain: () => kernel.start(sources) };
    },

    forget(name) {
      const pluginIds = idsIn(name);
      running.delete(name);
      onChange({ name, pluginIds });
    },
  };
}

const missingIn = (sources: readonly PluginSource[], from: readonly PluginSource[]): readonly PluginSource[] =>
  from.filter((old) => !sources.some(({ pluginId }) => pluginId === old.pluginId));
