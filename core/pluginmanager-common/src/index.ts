export { access } from "./access.ts";
export {
  frontendModuleSchema,
  pluginSchema,
  pluginmanagerContract,
  type FrontendModule,
  type Plugin,
} from "./contract.ts";
export { pluginsChanged } from "./events.ts";
export { pluginMetadata } from "./metadata.ts";
