import { implementContract, personOf, type CallContext, type RpcClient } from "@checkstack/backend-api";
import type { catalogContract } from "@checkstack/catalog-common";
import { healthcheckContract, type Check } from "@checkstack/healthcheck-common";
import { checkNotFound, type CheckErrors } from "./checks/check-errors.ts";
import type { CheckService } from "./checks/check-service.ts";
import type { Strategies } from "./execution/executor.ts";
import type { Readings } from "./reading/readings.ts";
import type { Trials } from "./trials.ts";

/** What is asked of the catalog. */
export interface Catalog {
  readonly systems: Pick<RpcClient<typeof catalogContract>["systems"], "get">;
}

/** Answers the contract of health checks from the services. */
export function createHealthcheckRouter(options: {
  checks: CheckService;
  readings: Readings;
  trials: Trials;
  strategies: Strategies;
  catalog: Catalog;
}) {
  const { checks, readings, trials, strategies, catalog } = options;
  const os = implementContract(healthcheckContract);

  async function get(id: string, errors: CheckErrors): Promise<Check> {
    const check = await readings.check(id);
    if (!check) throw checkNotFound(id, errors);
    return check;
  }

  /** Whether there is such a system is for the catalog to say, and for the person who asks to see. */
  async function assertSystem(id: string, context: CallContext, errors: SystemErrors): Promise<void> {
    const onBehalfOf = personOf(context.principal);
    try {
      await catalog.systems.get({ id }, { context: onBehalfOf ? { onBehalfOf } : {} });
    } catch (error) {
      if (error instanceof Error && "code" in error && error.code === "SYSTEM_NOT_FOUND") {
        throw errors.SYSTEM_NOT_FOUND({ data: { id }, message: `There is no system "${id}".` });
      }
      throw error;
    }
  }

  return os.router({
    strategies: os.strategies.handler(() => strategies.list().map(({ metadata }) => metadata)),
    systems: os.systems.handler(({ input }) => readings.systems(input)),
    checks: {
      list: os.checks.list.handler(({ input }) => readings.checks(input)),
      get: os.checks.get.handler(({ input, errors }) => get(input.id, errors)),
      create: os.checks.create.handler(async ({ input, errors, context }) => {
        await assertSystem(input.systemId, context, errors);
        const id = await checks.create(input, errors);
        return get(id, { CHECK_NOT_FOUND: () => new Error(`check ${id} was deleted as soon as it was created`) });
      }),
      update: os.checks.update.handler(async ({ input: { id, ...change }, errors, context }) => {
        if (change.systemId !== undefined) await assertSystem(change.systemId, context, errors);
        if (!(await checks.update(id, change, errors))) throw checkNotFound(id, errors);
        return get(id, errors);
      }),
      delete: os.checks.delete.handler(async ({ input: { id }, errors }) => {
        if ((await checks.delete([id])) === 0) throw checkNotFound(id, errors);
      }),
      clone: os.checks.clone.handler(async ({ input, errors }) => {
        const id = await checks.clone(input.id, input.name);
        if (id === undefined) throw checkNotFound(input.id, errors);
        return get(id, errors);
      }),
      run: os.checks.run.handler(async ({ input: { id }, errors }) => {
        const run = await readings.run(id, await trials.runNow(id, errors));
        if (!run) throw checkNotFound(id, errors);
        return run;
      }),
      bulk: os.checks.bulk.handler(async ({ input: { ids, action } }) => ({
        changed: await (action === "delete" ? checks.delete(ids) : checks.setPaused(ids, action === "pause")),
      })),
      runs: os.checks.runs.handler(async ({ input: { id: checkId, ...query }, errors }) => {
        await get(checkId, errors);
        return readings.runs({ checkId, ...query });
      }),
      runDetail: os.checks.runDetail.handler(async ({ input: { id, runId }, errors }) => {
        await get(id, errors);
        const detail = await readings.run(id, runId);
        if (!detail)
          throw errors.RUN_NOT_FOUND({ data: { runId }, message: `The check has no run "${runId}", or no longer.` });
        return detail;
      }),
      uptime: os.checks.uptime.handler(async ({ input: { id }, errors }) => {
        await get(id, errors);
        return readings.uptime(id);
      }),
      latency: os.checks.latency.handler(async ({ input: { id, window }, errors }) => {
        await get(id, errors);
        return readings.latency(id, window);
      }),
      transitions: os.checks.transitions.handler(async ({ input: { id: checkId, ...query }, errors }) => {
        await get(checkId, errors);
        return readings.transitions({ checkId, ...query });
      }),
    },
    test: os.test.handler(({ input, errors }) => trials.test(input, errors)),
  });
}

interface SystemErrors {
  SYSTEM_NOT_FOUND(options: { data: { id: string }; message: string }): Error;
}
