import { setTimeout as wait } from "node:timers/promises";
import {
  InstallationError,
  type Clock,
  type Database,
  type InstallEvent,
  type OperationResult,
} from "@checkstack/backend-api";
import type { InstallationStore, Run } from "./installation-store.ts";
import type { LeftOvers } from "./left-overs.ts";
import type { Journal } from "./journal.ts";
import {
  assertUntried,
  confirmPackage,
  PackageChangedError,
  removePackage,
  restoreOwners,
  savePackage,
} from "./package-write.ts";
import { callsOf, pluginIdsOf, type Fallback, type StoredPackage } from "./stored-package.ts";

/** A version that was written down by an instance which runs none of its plugins, and so could not try it. */
export interface UntriedPackage extends StoredPackage {
  readonly fallback: Fallback;
}

export const isUntried = (one: StoredPackage): one is UntriedPackage => one.fallback !== null;

export interface SettleOptions {
  readonly database: Database;
  readonly journal: Journal;
  readonly leftOvers: Pick<LeftOvers, "clear">;
}

/** Writes down that an untried version comes up, or that it does not, which brings the one before back. */
export async function settle(
  { database, journal, leftOvers }: SettleOptions,
  one: UntriedPackage,
  outcome: { readonly ok: true } | { readonly ok: false; readonly reason: string },
): Promise<void> {
  const { name, version, manifest, generation, fallback } = one;
  const { id: operationId, action, actor } = fallback.operation;
  const operation = journal.begin({ action, actor, operationId, name, version, pluginIds: pluginIdsOf(manifest) });
  const previous = one.versions.find((kept) => kept.version === fallback.version);
  const back = previous ? `version ${previous.version} is back` : "it is not installed any more";
  const event = outcome.ok
    ? operation.event("done", "succeeded", `${name} ${version} runs.`)
    : operation.event("load", "failed", `${name} ${version} does not come up, and ${back}: ${outcome.reason}`);
  try {
    await database.transaction((tx) => write((sql, values) => tx.query(sql, values)));
    operation.told(event);
    if (!outcome.ok) await leftOvers.clear(operationId, one);
  } catch (error) {
    // Somebody was faster.
    if (!(error instanceof PackageChangedError)) throw error;
  }

  async function write(run: Run): Promise<void> {
    const base = { name, before: generation, event };
    if (outcome.ok) return confirmPackage(run, base);
    await assertUntried(run, name);
    const { owners } = fallback;
    if (owners) await restoreOwners(run, { name, pluginIds: pluginIdsOf(manifest), owners });
    if (!previous) return removePackage(run, base, []);
    const state = { state: fallback.state, grantedCalls: callsOf(previous.manifest), installedBy: actor };
    await savePackage(run, base, { ...previous, ...state, fallback: null });
  }
}

const PATIENCE_MS = 30_000;
const LOOK_EVERY_MS = 100;

/** Waits until an instance that runs the plugins has tried them. */
export async function awaitVerdict(
  { store, clock }: { readonly store: InstallationStore; readonly clock: Clock },
  asked: OperationResult,
): Promise<OperationResult> {
  const giveUpAt = clock.monotonic() + PATIENCE_MS;
  while (clock.monotonic() < giveUpAt) {
    const end = await store.endOf(asked.operationId);
    if (end) return verdictOf(end, asked);
    await wait(LOOK_EVERY_MS);
  }
  const detail = `${asked.name} ${asked.version} is installed; no instance that runs its plugins has tried it yet.`;
  return { ...asked, detail };
}

function verdictOf({ outcome, step, detail }: InstallEvent, asked: OperationResult): OperationResult {
  if (outcome === "failed") throw new InstallationError(detail, { code: "OPERATION_FAILED", step });
  return { ...asked, detail };
}
