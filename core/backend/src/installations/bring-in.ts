import type { Database, OperationResult } from "@checkstack/backend-api";
import { ownersOf, type Run } from "./installation-store.ts";
import type { Integrity } from "./integrity.ts";
import type { Journal, OperationSubject } from "./journal.ts";
import type { LeftOvers } from "./left-overs.ts";
import { takeStep } from "./operation-steps.ts";
import type { PackageRunner } from "./package-runner.ts";
import { savePackage, type PackageState } from "./package-write.ts";
import type { PackageVersion } from "./plugin-files.ts";
import { pluginIdsOf, type Fallback, type StoredPackage } from "./stored-package.ts";

export interface BringInOptions {
  readonly database: Database;
  readonly runner: PackageRunner;
  readonly journal: Journal;
  readonly integrity: Pick<Integrity, "ensure">;
  readonly leftOvers: Pick<LeftOvers, "clear">;
  /** Called at steps between which a process may be killed. */
  readonly failpoint: (name: string) => void;
}

export interface BringIn {
  /** As the tables know the package before. */
  readonly current: StoredPackage | undefined;
  readonly after: Omit<PackageState, "fallback">;
  readonly by: Pick<OperationSubject, "action" | "actor" | "operationId">;
}

/** How far it came: `untried` is written down, and an instance that runs the plugins says whether they come up. */
export type BroughtIn = {
  readonly state: "done" | "untried";
  readonly version: PackageVersion;
  readonly result: OperationResult;
};

/**
 * Makes a version of a package the current one: tries it in this instance beside what runs, and writes it down in one
 * transaction once it has come up. When that fails, what ran before goes on, here and in the tables.
 */
export async function bringIn(
  { database, runner, journal, integrity, leftOvers, failpoint }: BringInOptions,
  { current, after, by }: BringIn,
): Promise<BroughtIn> {
  const { manifest, version } = after;
  const { name } = manifest;
  const operation = journal.begin({ ...by, name, version, pluginIds: pluginIdsOf(manifest) });

  await operation.note("store", "started", `The files of ${name} ${version} are written.`);
  await takeStep(operation, "store", () => integrity.ensure(after));
  failpoint("stored");
  await operation.note("load", "started", `${name} ${version} starts${current ? " beside what runs" : ""}.`);
  const brought = await takeStep(operation, "load", () => start().catch(clearUp));
  failpoint("loaded");
  const isTried = runner.tries({ ...after, name });
  const done = isTried
    ? operation.event("done", "succeeded", `${name} ${version} ${OUTCOMES[by.action]}.`)
    : operation.event("load", "started", `${name} ${version} is tried in an instance that runs its plugins.`);
  const generation = await takeStep(operation, "done", () => write().catch(goBack));
  failpoint("written");
  await brought.keep(generation);
  return { state: isTried ? "done" : "untried", version: after, result: operation.told(done) };

  async function start() {
    const outcome = await runner.bringUp({ ...after, name });
    if (outcome.ok) return outcome;
    const goesOn = current?.state === "enabled" ? `version ${current.version} goes on` : "everything is as before";
    throw new Error(`${name} ${version} does not come up, and ${goesOn}: ${outcome.reason}`);
  }

  function write(): Promise<string> {
    return database.transaction(async (tx) => {
      const base = { name, before: current?.generation, event: done };
      const run: Run = (sql, values) => tx.query(sql, values);
      const fallback = isTried
        ? null
        : {
            ...before(),
            owners: [...(await ownersOf(run, pluginIdsOf(manifest)))],
            operation: { id: operation.id, action: by.action, actor: by.actor },
          };
      const written = await savePackage(run, base, { ...after, fallback });
      failpoint("writing");
      return written;
    });
  }

  function before(): Pick<Fallback, "version" | "state"> {
    return current ? { version: current.version, state: current.state } : { version: null, state: "enabled" };
  }

  async function goBack(error: unknown): Promise<never> {
    await brought.undo();
    return clearUp(error);
  }

  /** A version that never was the current one leaves nothing behind. */
  async function clearUp(error: unknown): Promise<never> {
    await leftOvers.clear(operation.id, after);
    throw error;
  }
}

const OUTCOMES = {
  install: "is installed",
  upgrade: "is installed in place of the version before",
  rollback: "is back",
  enable: "is enabled",
  disable: "is disabled",
  uninstall: "is uninstalled",
  load: "is loaded",
  verify: "is what was installed",
};
