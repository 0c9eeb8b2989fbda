export { access } from "./access.ts";
export { contract, itemSchema, type Item } from "./contract.ts";
export { itemAdded } from "./events.ts";
export { pluginMetadata } from "./metadata.ts";
