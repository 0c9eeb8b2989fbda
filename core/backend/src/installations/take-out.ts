import type { OperationResult } from "@checkstack/backend-api";
import type { DatabaseServer } from "../database/index.ts";
import type { Run } from "./installation-store.ts";
import type { Journal, OperationSubject } from "./journal.ts";
import { takeStep } from "./operation-steps.ts";
import type { PackageRunner } from "./package-runner.ts";
import { removePackage, savePackage } from "./package-write.ts";
import { pluginIdsOf, schemasOf, type StoredPackage } from "./stored-package.ts";

export interface TakeOutOptions {
  readonly server: Pick<DatabaseServer, "core" | "drop">;
  readonly runner: PackageRunner;
  readonly journal: Journal;
  /** Called at steps between which a process may be killed. */
  readonly failpoint: (name: string) => void;
}

export interface TakeOut {
  readonly current: StoredPackage;
  /** Whether it stays, disabled, or leaves with or without its data. */
  readonly becomes: "disabled" | "data-only" | "nothing";
  readonly by: Pick<OperationSubject, "actor" | "operationId">;
}

/** Stops the plugins of a package and writes down in one transaction that it is disabled or gone, with its data where so wanted. */
export async function takeOut(
  { server, runner, journal, failpoint }: TakeOutOptions,
  { current, becomes, by }: TakeOut,
): Promise<OperationResult> {
  const { name, version, manifest } = current;
  const pluginIds = pluginIdsOf(manifest);
  const action = becomes === "disabled" ? "disable" : "uninstall";
  const operation = journal.begin({ ...by, action, name, version, pluginIds });

  await operation.note("remove", "started", `The plugins of ${name} ${version} stop.`);
  const stopped = await runner.takeDown(name);
  failpoint("stopped");
  const done = operation.event("done", "succeeded", `${name} ${version} ${OUTCOMES[becomes]}.`);
  await takeStep(operation, "remove", () => write().catch(goBack));
  failpoint("removed");
  runner.forget(name);
  return operation.told(done);

  async function write(): Promise<void> {
    const work = async (run: Run): Promise<void> => {
      const base = { name, before: current.generation, event: done };
      if (becomes === "disabled") await savePackage(run, base, { ...current, state: "disabled", fallback: null });
      else await removePackage(run, base, becomes === "nothing" ? pluginIds : []);
      failpoint("removing");
    };
    if (becomes === "nothing") await server.drop(schemasOf(manifest), work);
    else await server.core.transaction((tx) => work((sql, values) => tx.query(sql, values)));
  }

  async function goBack(error: unknown): Promise<never> {
    await stopped.startAgain();
    throw error;
  }
}

const OUTCOMES = {
  disabled: "is disabled",
  "data-only": "is uninstalled; its data stay",
  nothing: "is uninstalled, with its data",
};
