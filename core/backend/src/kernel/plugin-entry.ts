import type { BackendPlugin, PluginReport, PluginStatus } from "@checkstack/backend-api";
import { NOTHING_DECLARED, type Declarations } from "./declarations.ts";
import { errorSentence } from "./error-text.ts";
import { PluginScope } from "./plugin-scope.ts";
import type { PluginSource } from "./plugin-source.ts";

/** What the kernel keeps of one plugin. */
export interface PluginEntry {
  readonly pluginId: string;
  source: PluginSource;
  plugin?: BackendPlugin;
  declarations: Declarations;
  status: PluginStatus;
  /** Why it failed, while it is failed. */
  fault?: unknown;
  scope: PluginScope;
  /** `init` has finished; other plugins may use what it provides. */
  initialised: boolean;
  importMs: number;
  initMs: number;
  lateErrors: { at: Date; message: string }[];
}

const LATE_ERRORS_KEPT = 20;

export const createEntry = (source: PluginSource): PluginEntry => ({
  pluginId: source.pluginId,
  source,
  declarations: NOTHING_DECLARED,
  status: { state: "registered" },
  scope: new PluginScope(source.pluginId),
  initialised: false,
  importMs: 0,
  initMs: 0,
  lateErrors: [],
});

/** Forgets the life that ended; what was registered stays. */
export function resetEntry(entry: PluginEntry): void {
  entry.scope = new PluginScope(entry.pluginId);
  entry.initialised = false;
  entry.status = { state: "registered" };
  delete entry.fault;
}

export function recordLateError(entry: PluginEntry, { at, error }: { at: Date; error: unknown }): void {
  entry.lateErrors = [...entry.lateErrors, { at, message: errorSentence(error) }].slice(-LATE_ERRORS_KEPT);
}

export const reportOf = ({ source, plugin, status, lateErrors }: PluginEntry): PluginReport => ({
  metadata: plugin?.metadata ?? { pluginId: source.pluginId, displayName: source.pluginId },
  packageName: source.packageName,
  version: source.version,
  status,
  lateErrors,
});
