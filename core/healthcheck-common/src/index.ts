export { access } from "./access.ts";
export {
  assertionIssues,
  assertionResultSchema,
  assertionSchema,
  describeAssertion,
  describeFailure,
  MAX_PATTERN_LENGTH,
  type Assertion,
  type AssertionIssue,
  type AssertionResult,
} from "./assertion.ts";
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
export { checkAnnounced, checkStatusChanged, type StatusChange } from "./events.ts";
export {
  fieldDescriptorSchema,
  fieldTypeSchema,
  fieldValuesSchema,
  type FieldDescriptor,
  type FieldType,
  type FieldValues,
} from "./fields.ts";
export { judgeRun, type Verdict } from "./judge-run.ts";
export { pluginMetadata } from "./metadata.ts";
export { parseDate, parseMoment } from "./moment.ts";
export {
  operandOf,
  operatorSchema,
  operatorsFor,
  phraseOf,
  type AssertionOperator,
  type OperandKind,
} from "./operators.ts";
export { checkPolicySchema, type CheckPolicy } from "./policy.ts";
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
export { checksChanged, checkStatusSignal, runSignal } from "./signals.ts";
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
  type Transition as StatusTransition,
} from "./state-machine.ts";
export { checkStatusSchema, runStatusSchema } from "./status-schema.ts";
export { checkStatuses, runStatuses, worstStatus, type CheckStatus, type RunStatus } from "./status.ts";
export {
  evidenceSchema,
  healthCheckStrategies,
  strategyMetadataSchema,
  strategyResultSchema,
  timingsSchema,
  type StrategyMetadata,
  type StrategyResult,
} from "./strategy.ts";
