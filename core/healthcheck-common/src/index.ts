export { access } from "./access.ts";
export { checkChangeSchema, checkInputSchema, checkSchema, type Check } from "./check.ts";
export {
  healthcheckContract,
  latencyPointSchema,
  systemStatusSchema,
  uptimeSchema,
  type LatencyPoint,
  type SystemStatus,
  type Uptime,
} from "./contract.ts";
export { checksChanged, checkStatusChanged, checkStatusSignal, runSignal } from "./events.ts";
export { pluginMetadata } from "./metadata.ts";
export { checkPolicySchema, defaultPolicy, type CheckPolicy } from "./policy.ts";
export { runDetailSchema, runSchema, transitionSchema, type Run, type RunDetail, type Transition } from "./run.ts";
export {
  bucketOf,
  bucketValue,
  LAST_BUCKET,
  mergeSketches,
  quantile,
  SKETCH_ERROR,
  sketchOf,
  type Sketch,
} from "./sketch.ts";
export { gridOf, phaseOf, slotAt, slotStart, type Grid } from "./slot.ts";
export {
  checkStateSchema,
  initialState,
  nextState,
  pause,
  resume,
  type Announcement,
  type CheckState,
  type JudgedRun,
  type NextState,
} from "./state-machine.ts";
export { checkStatusSchema, runStatusSchema, worstStatus, type CheckStatus, type RunStatus } from "./status.ts";
export {
  evidenceSchema,
  healthCheckStrategies,
  strategyMetadataSchema,
  strategyResultSchema,
  timingsSchema,
  type StrategyMetadata,
  type StrategyResult,
} from "./strategy.ts";
