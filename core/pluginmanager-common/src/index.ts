export { access } from "./access.ts";
export { catalogEntrySchema, type CatalogEntry } from "./catalog.ts";
export { MAX_ARTIFACT_BYTES, pluginmanagerContract } from "./contract.ts";
export { type Instance } from "./instance.ts";
export { pluginMetadata } from "./metadata.ts";
export { type Action, type InstallEvent, type Operation, type Progress, type Step } from "./operation.ts";
export {
  type Dependent,
  type FrontendModule,
  type InstalledPackage,
  type KeptVersion,
  type Place,
  type Plugin,
  type PluginDetail,
  type Removal,
} from "./plugin.ts";
export { type Compatibility, type Consent, type ConsentId, type PackageChanges, type Preview } from "./preview.ts";
export { pluginSettings, type PluginSetting, type SettingRecord } from "./settings.ts";
export { type Runs, type Signature } from "./signature.ts";
export { instancesChanged, operationProgress, pluginsChanged } from "./signals.ts";
export { pluginSourceSchema, type PluginSource } from "./source.ts";
export {
  policySchema,
  publisherSchema,
  sourceSettingsSchema,
  type Policy,
  type Publisher,
  type SourceSettings,
} from "./trust.ts";
