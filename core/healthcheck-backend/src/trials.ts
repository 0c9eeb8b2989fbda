import type { CheckPolicy, Run, RunDetail } from "@checkstack/healthcheck-common";
import { strategyOf, type CheckConfigs, type ConfigErrors, type GivenConfig } from "./checks/check-config.ts";
import { checkNotFound, type CheckErrors } from "./checks/check-errors.ts";
import type { CheckStore } from "./checks/check-store.ts";
import { definitionOf } from "./checks/definition.ts";
import type { Engine } from "./engine.ts";
import type { Executor, Findings, Strategies } from "./execution/executor.ts";
import { boundedFindings } from "./execution/keepsakes.ts";

/** Runs that somebody asks for and waits for. */
export interface Trials {
  /** Runs a check outside its grid, paused or not, stores the run, and returns its id. */
  runNow(checkId: string, errors: CheckErrors & Pick<ConfigErrors, "STRATEGY_NOT_FOUND">): Promise<string>;
  /** Runs a configuration without storing anything. Takes secrets that were left alone from the check `checkId`. */
  test(given: Given, errors: CheckErrors & ConfigErrors): Promise<TestResult>;
}

type Given = Omit<GivenConfig, "before"> & {
  readonly policy: Pick<CheckPolicy, "degradedAfterMs" | "unhealthyAfterMs">;
  readonly checkId?: string | undefined;
};
type TestResult = Omit<
  RunDetail,
  keyof Pick<Run, "id" | "checkId" | "slot" | "source" | "scheduledAt"> | "lastHealthy"
>;

/** A test belongs to no interval: only the strategy's own time limit holds. */
const NO_INTERVAL = Number.MAX_SAFE_INTEGER;

export function createTrials(options: {
  store: CheckStore;
  configs: CheckConfigs;
  strategies: Strategies;
  engine: Engine;
  executor: Executor;
}): Trials {
  const { store, configs, strategies, engine, executor } = options;

  async function get(id: string, errors: CheckErrors) {
    const row = await store.get(id);
    if (!row) throw checkNotFound(id, errors);
    return row;
  }

  return {
    async runNow(checkId, errors) {
      const row = await get(checkId, errors);
      strategyOf(strategies, row.strategy, errors);
      return engine.runNow(definitionOf(row));
    },
    async test({ checkId, ...given }, errors) {
      const row = checkId === undefined ? undefined : await get(checkId, errors);
      // Secrets of another strategy are none of this one's business.
      const before = row?.strategy === given.strategy ? configs.open(row) : {};
      const { config, configVersion } = await configs.parse({ ...given, before }, errors);
      const { startedAt, status, latencyMs, timings, code, message, ...findings } = await executor.execute({
        strategy: given.strategy,
        config,
        configVersion,
        place: "",
        intervalMs: NO_INTERVAL,
        assertions: given.assertions,
        policy: given.policy,
      });
      return { startedAt, status, latencyMs, timings, code, message, ...shown(findings) };
    },
  };
}

/** What people see is what would be kept. */
function shown(findings: Pick<Findings, "fields" | "assertions" | "evidence">) {
  const { fields, assertions, evidence } = boundedFindings(findings);
  return { fields, assertions: [...assertions], evidence };
}
