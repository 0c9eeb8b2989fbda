import { readPackage } from "@checkstack/plugin-package-node";
import type { ArtifactStore } from "./artifact-store.ts";
import { ModifiedError, type PackageVersion, type PluginFiles } from "./plugin-files.ts";

/** The files of versions, unpacked out of the database where they are not in the data folder yet. */
export interface VersionFiles {
  /** Makes sure that they are there. Throws `ModifiedError` when the database has others. */
  provide(version: PackageVersion): Promise<void>;
  /** Makes sure that they are there as they were packed; returns one sentence about those that somebody had changed. */
  putRight(version: PackageVersion): Promise<string | undefined>;
  /** Throws `ModifiedError` when the packed file in the database is another one. */
  check(version: PackageVersion): Promise<void>;
  remove(version: PackageVersion): Promise<void>;
}

export function createVersionFiles({
  files,
  artifacts,
}: {
  files: PluginFiles;
  artifacts: ArtifactStore;
}): VersionFiles {
  async function provide(version: PackageVersion): Promise<void> {
    if (await files.has(version)) return;
    const bytes = await artifacts.get(version.sha256).catch(named(version));
    const { name, version: number } = version.manifest;
    if (!bytes) throw new Error(`the packed file of ${name} ${number} is not in the database any more; fetch it again`);
    await files.unpack(version, (await readPackage(bytes)).files);
  }

  return {
    provide,
    remove: (version) => files.remove(version),
    check: (version) => artifacts.check(version.sha256).catch(named(version)),
    async putRight(version) {
      await provide(version);
      try {
        await files.verify(version);
        return undefined;
      } catch (error) {
        if (!(error instanceof ModifiedError)) throw error;
        // Only what can be put right is taken away: what runs may still read it.
        await artifacts.check(version.sha256).catch(named(version));
        await files.remove(version);
        await provide(version);
        const { name, version: number } = version.manifest;
        return `Files of ${name} ${number} in ${files.folderOf(version)} were not those that were installed.`;
      }
    },
  };
}

/** Says of changed bytes which package they were, instead of their hash. */
const named =
  ({ manifest: { name, version } }: PackageVersion) =>
  (error: unknown): never => {
    if (!(error instanceof ModifiedError)) throw error;
    throw new ModifiedError(
      `the packed file of ${name} ${version} was changed in the database; install the package again, or go back to another version, to put it right`,
    );
  };
