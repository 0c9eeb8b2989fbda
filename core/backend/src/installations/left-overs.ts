import type { Clock, Logger } from "@checkstack/backend-api";
import type { DatabaseServer } from "../database/index.ts";
import { errorSentence } from "../kernel/error-text.ts";
import type { Kernel } from "../kernel/kernel.ts";
import {
  hasEnded,
  insertEvent,
  ownersOf,
  type InstallationStore,
  type Run,
  type UnfinishedOperation,
} from "./installation-store.ts";
import { lockOwners } from "./package-write.ts";
import type { PackageVersion } from "./plugin-files.ts";
import { pluginIdsOf, schemaOf } from "./stored-package.ts";
import type { VersionFiles } from "./version-files.ts";

/** What was begun for plugins that did not come to be: schemas with logins and configurations, and unpacked files. */
export interface LeftOvers {
  /** Removes what an operation made that failed, unless it belongs to somebody: data that an uninstall kept stay. Never rejects. */
  clear(operationId: string, version: PackageVersion): Promise<void>;
  /** Ends the operations of processes that are gone. Returns how many others are not over. */
  endAbandoned(): Promise<number>;
}

export interface LeftOversOptions {
  readonly server: Pick<DatabaseServer, "drop">;
  readonly store: InstallationStore;
  readonly files: VersionFiles;
  readonly kernel: Pick<Kernel, "sourceOf">;
  readonly clock: Clock;
  readonly logger: Logger;
  /** Ends what the platform keeps for a plugin beside its data. */
  readonly forgetPlugin: (pluginId: string) => Promise<void>;
}

export function createLeftOvers({
  server,
  store,
  files,
  kernel,
  clock,
  logger,
  forgetPlugin,
}: LeftOversOptions): LeftOvers {
  /** Removes the data of those plugins that nobody owns or is about to own. */
  async function dropData(
    operation: { readonly operationId: string; readonly pluginIds: readonly string[] },
    also: (run: Run) => Promise<void> = async () => {},
  ): Promise<void> {
    const stopped = operation.pluginIds.filter((pluginId) => !kernel.sourceOf(pluginId));
    const free = await store.unowned({ ...operation, pluginIds: stopped });
    await server.drop(free.map(schemaOf), async (run) => {
      await lockOwners(run);
      const owned = await ownersOf(run, free);
      if (owned.length > 0) throw new Error(`plugin "${owned[0]?.pluginId}" was installed meanwhile`);
      await also(run);
    });
    for (const pluginId of free) await forgetPlugin(pluginId);
  }

  async function end(abandoned: UnfinishedOperation): Promise<void> {
    const { name, version } = abandoned;
    const detail = `The process that was at it ended before ${name} ${version} was done; everything is as before.`;
    await dropData(abandoned, async (run) => {
      if (await hasEnded(run, abandoned.operationId)) return;
      const at = new Date(clock.now());
      const event = { ...abandoned, id: Bun.randomUUIDv7(), at, outcome: "failed" as const, detail, actor: "platform" };
      await insertEvent(run, event);
    });
  }

  return {
    async clear(operationId, version) {
      const { name, version: number } = version.manifest;
      try {
        await dropData({ operationId, pluginIds: pluginIdsOf(version.manifest) });
        if (!(await store.isKept(version.sha256))) await files.remove(version);
      } catch (error) {
        logger.warn(`something of ${name} ${number}, which was not installed, is left over: ${errorSentence(error)}`);
      }
    },

    async endAbandoned() {
      const unfinished = await store.unfinished();
      for (const operation of unfinished) if (!operation.goesOn) await end(operation);
      return unfinished.filter(({ goesOn }) => goesOn).length;
    },
  };
}
