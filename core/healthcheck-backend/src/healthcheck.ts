import type {
  Clock,
  ConfigStore,
  Database,
  EmitHook,
  EmitSignal,
  Logger,
  Queue,
  Scope,
  SecretBox,
} from "@checkstack/backend-api";
import { checkStatusSignal, runSignal } from "@checkstack/healthcheck-common";
import { createCheckConfigs } from "./checks/check-config.ts";
import { createCheckService } from "./checks/check-service.ts";
import { createCheckStore } from "./checks/check-store.ts";
import { createDefinitions } from "./checks/definitions.ts";
import { createEngine, type CheckJob } from "./engine.ts";
import { createExecutor, type Strategies } from "./execution/executor.ts";
import { createKeepsakes } from "./execution/keepsakes.ts";
import { createPace } from "./execution/pace.ts";
import { createStallWatch } from "./execution/stall-watch.ts";
import { createPartitions } from "./partitions.ts";
import { createReadings } from "./reading/readings.ts";
import { createHealthcheckRouter, type Catalog } from "./router.ts";
import { createTrials } from "./trials.ts";
import { startUpkeep, type UpkeepJob } from "./upkeep/upkeep.ts";
import { createRunStore, type StoredRuns } from "./writer/run-store.ts";
import { createRunWriter } from "./writer/run-writer.ts";

/** What the plugin is made of, put together. */
export interface Healthcheck {
  readonly router: ReturnType<typeof createHealthcheckRouter>;
  /** Begins to run checks and to keep house. */
  start(): Promise<void>;
  deleteOfSystems(systemIds: readonly string[]): Promise<void>;
}

export interface HealthcheckParts {
  readonly database: Database;
  /** Carries the runs that are due. */
  readonly runQueue: Queue<CheckJob>;
  readonly upkeepQueue: Queue<UpkeepJob>;
  readonly config: ConfigStore;
  readonly secrets: SecretBox;
  readonly clock: Clock;
  readonly logger: Logger;
  readonly catalog: Catalog;
  readonly strategies: Strategies;
  readonly scope: Scope;
  readonly emitHook: EmitHook;
  readonly emitSignal: EmitSignal;
}

export function createHealthcheck(parts: HealthcheckParts): Healthcheck {
  const { database, clock, logger, secrets, strategies, scope, emitSignal } = parts;
  const partitions = createPartitions(database);
  const store = createCheckStore(database);
  const configs = createCheckConfigs({ strategies, secrets });
  const writer = scope.use(
    createRunWriter({
      store: createRunStore({ database, partitions, emitHook: parts.emitHook }),
      clock,
      logger,
      onStored,
    }),
  );
  const stalls = scope.use(createStallWatch({ clock }));
  const executor = createExecutor({ strategies, secrets, clock, stalls });
  const engine = createEngine({
    definitions: createDefinitions(store),
    lastRuns: () => store.lastRuns(),
    strategies,
    executor,
    keepsakes: createKeepsakes(),
    writer,
    queue: parts.runQueue,
    pace: scope.use(createPace({ clock, logger })),
    clock,
    logger,
  });
  const checks = createCheckService({ ...parts, store, configs, engine });

  /** Nothing is told before it is stored. */
  function onStored({ runs, changes }: StoredRuns): void {
    for (const { run } of runs) emitSignal(runSignal, run, { subject: run.checkId });
    for (const change of changes) emitSignal(checkStatusSignal, change, { subject: change.checkId });
  }

  return {
    router: createHealthcheckRouter({
      checks,
      readings: createReadings({ database, clock }),
      trials: createTrials({ store, configs, strategies, engine, executor }),
      strategies,
      catalog: parts.catalog,
    }),
    async start() {
      await startUpkeep({ ...parts, partitions, queue: parts.upkeepQueue });
      await engine.start();
    },
    async deleteOfSystems(systemIds) {
      await checks.delete(await store.idsOfSystems(systemIds));
    },
  };
}
