export { qualifyAccessRule, type Access, type AccessRule, type DefaultRole } from "./access-rule.ts";
export { createContract, procedure, type Contract, type ContractClient, type ProcedureMeta } from "./contract.ts";
export { createContractPoint, type ContractPoint } from "./contract-point.ts";
export { createHook, type Hook, type HookDelivery, type HookEvent } from "./hook.ts";
export { ALL_ACCESS, holds, mayAccess } from "./may-access.ts";
export { pageOf, pageQuery, type Page } from "./page.ts";
export {
  packagePathSchema,
  packedPluginSchema,
  pluginAdditionsSchema,
  type PackedPlugin,
  type PluginAdditions,
} from "./plugin-manifest.ts";
export { definePluginMetadata, isPluginId, type PluginMetadata } from "./plugin-metadata.ts";
export { personSchema, principalSchema, type Person, type Principal } from "./principal.ts";
export { problemSchema, type Problem } from "./problem.ts";
export { blankSecrets, keepSecrets, mapSecrets, SECRET_UNCHANGED, type JsonSchema } from "./secret-fields.ts";
export { createSignal, type Signal } from "./signal.ts";
export {
  configJsonSchema,
  defineConfig,
  migrateConfig,
  readConfig,
  secretText,
  type ConfigSchema,
  type VersionedConfig,
} from "./versioned-config.ts";
