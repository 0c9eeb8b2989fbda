import type { Logger } from "@checkstack/backend-api";
import { errorSentence } from "../kernel/error-text.ts";
import type { ArtifactStore } from "./artifact-store.ts";
import type { Journal } from "./journal.ts";
import { ModifiedError, type PackageVersion } from "./plugin-files.ts";
import { pluginIdsOf, type StoredPackage } from "./stored-package.ts";
import type { VersionFiles } from "./version-files.ts";

/**
 * Holds packages to what was installed. Unpacked files that differ are put right out of the database; where that has other
 * bytes too, the package is `modified` for all instances until good bytes come: what runs goes on, and nothing new is loaded.
 */
export interface Integrity {
  /** Makes sure of the unpacked files. Throws `ModifiedError` for what cannot be put right. */
  ensureFiles(version: PackageVersion): Promise<void>;
  /** Makes sure of the packed file too. */
  ensure(version: PackageVersion): Promise<void>;
  /** Looks at a package with the versions that are kept of it. Never rejects. */
  audit(one: StoredPackage): Promise<void>;
}

export interface IntegrityOptions {
  readonly files: VersionFiles;
  readonly artifacts: ArtifactStore;
  readonly journal: Journal;
  readonly logger: Logger;
  /** Something became modified, or right again. */
  readonly onChange: (name: string) => void;
}

export function createIntegrity({ files, artifacts, journal, logger, onChange }: IntegrityOptions): Integrity {
  const inWork = new Map<string, Promise<void>>();

  /** One at a time for each version: many may come upon the same file. */
  function once(version: PackageVersion, work: () => Promise<void>): Promise<void> {
    return inWork.getOrInsertComputed(version.sha256, (sha256) => work().finally(() => inWork.delete(sha256)));
  }

  const ensureFiles = (version: PackageVersion): Promise<void> =>
    once(version, () =>
      marking(version, async () => {
        const changed = await files.putRight(version);
        if (changed === undefined) return;
        await tell(version, "succeeded", `${changed} They were put right out of the database.`);
      }),
    );

  async function ensure(version: PackageVersion): Promise<void> {
    await marking(version, () => files.check(version));
    await ensureFiles(version);
    await mark(version, null);
  }

  async function marking(version: PackageVersion, work: () => Promise<void>): Promise<void> {
    try {
      await work();
    } catch (error) {
      if (error instanceof ModifiedError) await mark(version, error.message);
      throw error;
    }
  }

  async function mark(version: PackageVersion, reason: string | null): Promise<void> {
    if (!(await artifacts.mark(version.sha256, reason))) return;
    const { name, version: number } = version.manifest;
    if (reason === null) await tell(version, "succeeded", `${name} ${number} is again what was installed.`);
    else await tell(version, "failed", `${reason}.`);
    onChange(name);
  }

  async function tell({ manifest }: PackageVersion, outcome: "succeeded" | "failed", detail: string): Promise<void> {
    const { name, version } = manifest;
    logger[outcome === "failed" ? "error" : "warn"](detail);
    const subject = { action: "verify", name, version, pluginIds: pluginIdsOf(manifest), actor: "platform" } as const;
    await journal.begin(subject).note("done", outcome, detail);
  }

  return {
    ensureFiles,
    ensure,
    async audit(one) {
      for (const version of one.versions) {
        const isCurrent = version.version === one.version && one.state === "enabled";
        const looking = isCurrent
          ? ensure(version)
          : marking(version, () => files.check(version)).then(() => mark(version, null));
        await looking.catch((error: unknown) => {
          if (!(error instanceof ModifiedError)) logger.warn(`${one.name} cannot be checked: ${errorSentence(error)}`);
        });
      }
    },
  };
}
