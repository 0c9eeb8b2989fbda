import type { Clock, Database } from "@checkstack/backend-api";
import type { Page } from "@checkstack/common";
import type {
  Check,
  LatencyPoint,
  Run,
  RunDetail,
  SystemStatus,
  Transition,
  Uptime,
} from "@checkstack/healthcheck-common";
import { getCheck, listChecks, type CheckFilter } from "./checks.ts";
import { readLatency, type LatencyWindow } from "./latency.ts";
import { getRun, listRuns, listTransitions, type RunsOfCheck, type RunFilter } from "./runs.ts";
import { listSystems, type SystemFilter } from "./systems.ts";
import { readUptime } from "./uptime.ts";

/** All that people read of checks. */
export interface Readings {
  systems(filter: SystemFilter): Promise<Page<SystemStatus>>;
  checks(filter: CheckFilter): Promise<Page<Check>>;
  check(id: string): Promise<Check | undefined>;
  runs(filter: RunFilter): Promise<Page<Run>>;
  run(checkId: string, runId: string): Promise<RunDetail | undefined>;
  transitions(query: RunsOfCheck): Promise<Page<Transition>>;
  uptime(checkId: string): Promise<Uptime[]>;
  latency(checkId: string, window: LatencyWindow): Promise<LatencyPoint[]>;
}

export const createReadings = ({ database, clock }: { database: Database; clock: Clock }): Readings => ({
  systems: (filter) => listSystems(database, filter),
  checks: (filter) => listChecks(database, filter),
  check: (id) => getCheck(database, id),
  runs: (filter) => listRuns(database, filter),
  run: (checkId, runId) => getRun(database, checkId, runId),
  transitions: (query) => listTransitions(database, query),
  uptime: (checkId) => readUptime({ database, clock }, checkId),
  latency: (checkId, window) => readLatency({ database, clock }, checkId, window),
});
