export { access } from "./access.ts";
export { queueContract } from "./contract.ts";
export { engineChosen, queuesErased } from "./events.ts";
export { pluginMetadata } from "./metadata.ts";
export {
  AUTOMATIC,
  deadLetterSchema,
  engineSchema,
  engineStateSchema,
  queueStateSchema,
  type DeadLetter,
  type Engine,
  type EngineState,
  type QueueState,
} from "./queue-state.ts";
export { queueStatsSignal } from "./signals.ts";
