export { access } from "./access.ts";
export { deadlinesContract } from "./contract.ts";
export { deadlineInputSchema, deadlineSchema, urgencySchema, type Deadline, type Urgency } from "./deadline.ts";
export { deadlinesChanged } from "./events.ts";
export { pluginMetadata } from "./metadata.ts";
