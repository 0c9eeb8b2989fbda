export { access } from "./access.ts";
export { queueContract, queueStatsSchema } from "./contract.ts";
export { pluginMetadata } from "./metadata.ts";
