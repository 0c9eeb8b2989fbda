import {
  InstallationError,
  type Judgement,
  type PackageRemoval,
  type PluginDependent,
  type StagedPackage,
} from "@checkstack/backend-api";
import type { PluginSource } from "../kernel/plugin-source.ts";
import type { ArtifactStore } from "./artifact-store.ts";
import { dependentsOf, type RunningDependents } from "./dependents.ts";
import { judge } from "./install-rules.ts";
import type { InstallationStore } from "./installation-store.ts";
import { ModifiedError } from "./plugin-files.ts";
import { readStaged } from "./read-staged.ts";
import { pluginIdsOf, schemasOf, type StoredPackage } from "./stored-package.ts";

/** What is asked before something is done. */
export interface Lookups {
  /** Throws `InstallationError` when it is not staged. */
  staged(sha256: string): Promise<StagedPackage>;
  /** Throws `InstallationError` when it is not installed. */
  installed(name: string): Promise<StoredPackage>;
  judge(candidate: StagedPackage): Promise<Judgement>;
  dependents(pluginId: string): Promise<readonly PluginDependent[]>;
  removal(current: StoredPackage): Promise<PackageRemoval>;
}

export function createLookups(options: {
  store: InstallationStore;
  artifacts: ArtifactStore;
  builtIn: readonly PluginSource[];
  running: RunningDependents;
}): Lookups {
  const { store, artifacts, running } = options;
  const builtIn = new Map(options.builtIn.map(({ pluginId, packageName }) => [pluginId, packageName]));

  return {
    async staged(sha256) {
      const bytes = await artifacts.get(sha256).catch((cause: unknown) => {
        if (!(cause instanceof ModifiedError)) throw cause;
        throw new InstallationError(cause.message, { code: "NOT_STAGED", sha256 }, { cause });
      });
      if (bytes) return readStaged(bytes);
      const message = `the packed file ${sha256} is not here any more; fetch or upload it again`;
      throw new InstallationError(message, { code: "NOT_STAGED", sha256 });
    },

    async installed(name) {
      const found = await store.package(name);
      if (found) return found;
      throw new InstallationError(`package "${name}" is not installed`, { code: "NOT_INSTALLED", name });
    },

    async judge(candidate) {
      const ids = pluginIdsOf(candidate.manifest);
      const [installed, owners] = await Promise.all([store.packages(), store.ownersOf(ids)]);
      const who = (pluginId: string) => dependentsOf(pluginId, { packages: installed, running });
      return judge({ candidate, installed, owners, builtIn, dependentsOf: who });
    },

    dependents: async (pluginId) => dependentsOf(pluginId, { packages: await store.packages(), running }),

    async removal({ manifest }) {
      const schemas = new Map(schemasOf(manifest).map(({ pluginId, schemaName }) => [schemaName, pluginId]));
      const [packages, tables] = await Promise.all([store.packages(), store.tables([...schemas.keys()])]);
      return {
        dependents: pluginIdsOf(manifest).flatMap((pluginId) => dependentsOf(pluginId, { packages, running })),
        data: tables.map(({ schemaName, table, bytes }) => ({ pluginId: schemas.get(schemaName) ?? "", table, bytes })),
      };
    },
  };
}
