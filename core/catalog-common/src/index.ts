export { access } from "./access.ts";
export { catalogContract, impactSchema, type Impact } from "./contract.ts";
export {
  environmentSchema,
  groupSchema,
  linkSchema,
  systemInputSchema,
  systemSchema,
  tagSchema,
  type Environment,
  type Group,
  type Link,
  type System,
} from "./entities.ts";
export { systemDependents, systemsDeleted } from "./events.ts";
export { pluginMetadata } from "./metadata.ts";
export { catalogChanged, type CatalogChange } from "./signals.ts";
