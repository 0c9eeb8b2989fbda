import { readPackage } from "@checkstack/plugin-package-node";
import type { ArtifactStore } from "./artifact-store.ts";
import { ModifiedError, type PackageVersion, type PluginFiles } from "./plugin-files.ts";

/** The files of versions, unpacked out of the database where they are not in the data folder yet. */
export interface VersionFiles {
  /** Makes sure that they are there. */
  provide(version: PackageVersion): Promise<void>;
  /** Makes sure that they are there as they were packed, which puts those right that somebody changed. */
  putRight(version: PackageVersion): Promise<void>;
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
    const bytes = await artifacts.get(version.sha256);
    const { name, version: number } = version.manifest;
    if (!bytes) throw new Error(`the packed file of ${name} ${number} is not in the database any more; fetch it again`);
    await files.unpack(version, (await readPackage(bytes)).files);
  }

  return {
    provide,
    remove: (version) => files.remove(version),
    async putRight(version) {
      await provide(version);
      try {
        await files.verify(version);
      } catch (error) {
        if (!(error instanceof ModifiedError)) throw error;
        await files.remove(version);
        await provide(version);
      }
    },
  };
}
