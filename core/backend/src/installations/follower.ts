import type { Logger } from "@checkstack/backend-api";
import type { InstallationStore } from "./installation-store.ts";
import type { PackageRunner } from "./package-runner.ts";
import { pluginIdsOf, type StoredPackage } from "./stored-package.ts";
import { isUntried, settle, type SettleOptions } from "./untried.ts";

export interface FollowerOptions extends SettleOptions {
  readonly store: InstallationStore;
  readonly runner: PackageRunner;
  readonly logger: Logger;
}

/**
 * Brings this instance to what the tables want: what others changed, or a change of our own whose end is not known. A
 * version that does not come up is tried once; what ran before goes on.
 */
export async function catchUp(options: FollowerOptions): Promise<void> {
  const { store, runner, journal, logger } = options;
  const wanted = await store.wanted();
  for (const name of runner.names().filter((running) => !wanted.has(running))) {
    await runner.takeDown(name);
    runner.forget(name);
  }
  const isBehind = ([name, generation]: [string, string]): boolean =>
    runner.generationOf(name) !== generation || runner.isMisplaced(name);
  if (![...wanted].some(isBehind)) return;
  for (const one of await store.packages()) {
    if (one.state === "enabled" && isBehind([one.name, one.generation])) await takeOver(one);
  }

  async function takeOver(one: StoredPackage): Promise<void> {
    const before = runner.versionOf(one.name);
    const brought = await runner.bringUp(one);
    if (brought.ok) {
      await brought.keep(one.generation);
      if (isUntried(one) && runner.tries(one)) await settle(options, one, brought);
      return;
    }
    runner.giveUp(one);
    if (isUntried(one)) await settle(options, one, brought);
    const goesOn = before === undefined ? "" : `; version ${before} goes on in this instance`;
    const detail = `${one.name} ${one.version} does not come up: ${brought.reason}${goesOn}`;
    logger.error(detail);
    const { name, version, manifest } = one;
    const operation = journal.begin({
      action: "load",
      name,
      version,
      pluginIds: pluginIdsOf(manifest),
      actor: "platform",
    });
    await operation.note("load", "failed", detail);
  }
}
