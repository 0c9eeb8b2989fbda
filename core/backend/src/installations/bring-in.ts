import type { Database, OperationResult } from "@checkstack/backend-api";
import type { Journal, OperationSubject } from "./journal.ts";
import { takeStep } from "./operation-steps.ts";
import type { PackageRunner } from "./package-runner.ts";
import { savePackage, type PackageState } from "./package-write.ts";
import { pluginIdsOf, type StoredPackage } from "./stored-package.ts";
import type { VersionFiles } from "./version-files.ts";

export interface BringInOptions {
  readonly database: Database;
  readonly runner: PackageRunner;
  readonly journal: Journal;
  readonly files: VersionFiles;
  /** Called at steps between which a process may be killed. */
  readonly failpoint: (name: string) => void;
}

export interface BringIn {
  /** As the tables know the package before. */
  readonly current: StoredPackage | undefined;
  readonly after: PackageState;
  readonly by: Pick<OperationSubject, "action" | "actor" | "operationId">;
}

/**
 * Makes a version of a package the current one: tries it in this instance beside what runs, and writes it down in one
 * transaction once it has come up. When that fails, what ran before goes on, here and in the tables.
 */
export async function bringIn(
  { database, runner, journal, files, failpoint }: BringInOptions,
  { current, after, by }: BringIn,
): Promise<OperationResult> {
  const { manifest, version } = after;
  const { name } = manifest;
  const operation = journal.begin({ ...by, name, version, pluginIds: pluginIdsOf(manifest) });

  await operation.note("store", "started", `The files of ${name} ${version} are written.`);
  await takeStep(operation, "store", () => files.putRight(after));
  failpoint("stored");
  await operation.note("load", "started", `${name} ${version} starts${current ? " beside what runs" : ""}.`);
  const brought = await takeStep(operation, "load", start);
  failpoint("loaded");
  const done = operation.event("done", "succeeded", `${name} ${version} ${OUTCOMES[by.action]}.`);
  const generation = await takeStep(operation, "done", () => write().catch(goBack));
  failpoint("written");
  await brought.keep(generation);
  return operation.told(done);

  async function start() {
    const outcome = await runner.bringUp({ ...after, name });
    if (outcome.ok) return outcome;
    const goesOn = current?.state === "enabled" ? `version ${current.version} goes on` : "everything is as before";
    throw new Error(`${name} ${version} does not come up, and ${goesOn}: ${outcome.reason}`);
  }

  function write(): Promise<string> {
    return database.transaction(async (tx) => {
      const base = { name, before: current?.generation, event: done };
      const written = await savePackage((sql, values) => tx.query(sql, values), base, after);
      failpoint("writing");
      return written;
    });
  }

  async function goBack(error: unknown): Promise<never> {
    await brought.undo();
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
};
