export type { ConfigRecord, ConfigStore } from "./config-store.ts";
export { pluginDataDeleted } from "./core-hooks.ts";
export {
  core,
  queueProviders,
  type Authenticator,
  type Clock,
  type DatabaseAddress,
  type Instance,
  type Logger,
  type PluginDirectory,
  type PluginPhase,
  type PluginReport,
  type PluginStatus,
  type RegisteredAccessRule,
  type SecretBox,
} from "./core-services.ts";
export { pageCursor, type PageCursor } from "./cursor.ts";
export { DatabaseTimeoutError, sqlStateOf, type Database, type Queries, type Transaction } from "./database.ts";
export type { Extension, ExtensionChange, Extensions } from "./extensions.ts";
export type { HookDeadLetter, HookDeadLetterRef, HookDeadLetters } from "./hook-dead-letters.ts";
export {
  InstallationError,
  type InstallAction,
  type InstallConsent,
  type InstalledManifest,
  type InstalledPackage,
  type InstallEvent,
  type InstallEventAction,
  type InstallEventQuery,
  type InstallationProblem,
  type Installations,
  type InstallOptions,
  type InstallStep,
  type NotedStep,
  type Judgement,
  type KeptVersion,
  type OperationOptions,
  type OperationResult,
  type PackageChange,
  type PackageRemoval,
  type PackageRuns,
  type PackageSigner,
  type PluginDependent,
  type StagedPackage,
} from "./installations.ts";
export type { InstancePlugin, InstanceReport, Instances } from "./instances.ts";
export {
  createBackendPlugin,
  type BackendPlugin,
  type BackendPluginRegistry,
  type Contribution,
  type EmitHook,
  type EmitSignal,
  type InitContext,
  type PluginContext,
  type PluginInit,
  type ReadyContext,
  type ReadyExtras,
} from "./plugin.ts";
export type {
  DeadLetter,
  EnqueueOptions,
  Job,
  ProvidedQueue,
  Queue,
  QueueProvider,
  QueueProviderSettings,
  Queues,
  QueueStats,
  Recurrence,
  RecurringJob,
  WaitingJob,
} from "./queue.ts";
export {
  createExtensionPoint,
  createServiceRef,
  extensionsOf,
  optional,
  rpc,
  type ExtensionPoint,
  type ExtensionPointView,
  type ExtensionsRef,
  type Ref,
  type Refs,
  type Resolved,
  type RpcRef,
  type ServiceRef,
} from "./refs.ts";
export type { Isolation, PluginPlace, SandboxReport } from "./isolation.ts";
export { implementContract, personOf, type CallContext, type CallOptions, type RpcClient } from "./rpc.ts";
export { blankSealed, openSecrets, sealSecrets } from "./sealed-data.ts";
export type { Scope } from "./scope.ts";
export type { PluginSocket, WebSocketHandler, WebSocketRegistry } from "./websocket.ts";
