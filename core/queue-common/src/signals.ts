import { createSignal } from "@checkstack/common";
import { access } from "./access.ts";
import { pluginMetadata } from "./metadata.ts";
import type { EngineState, QueueState } from "./queue-state.ts";

/** The figures of all queues, every two seconds while somebody looks at them. */
export const queueStatsSignal = createSignal<{ engine: EngineState; queues: QueueState[] }>(pluginMetadata, {
  id: "stats",
  access: [access.queueRead],
});
