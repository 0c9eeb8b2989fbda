import type { Clock, Logger, PluginReport, RegisteredAccessRule } from "@checkstack/backend-api";
import { qualifyAccessRule } from "@checkstack/common";
import { DependencyGraph } from "./dependency-graph.ts";
import { errorSentence, stackOf } from "./error-text.ts";
import type { KernelHost } from "./kernel-host.ts";
import { createPluginContext } from "./plugin-context.ts";
import { createEntry, recordLateError, reportOf, type PluginEntry } from "./plugin-entry.ts";
import type { PluginSource } from "./plugin-source.ts";
import { createServiceTable, type ServiceTable } from "./service-table.ts";

/** The plugins that the kernel knows, what they offer one another, and who wants to hear of their states. */
export interface PluginTable {
  get(pluginId: string): PluginEntry | undefined;
  all(): readonly PluginEntry[];
  /** Makes an entry. When the id belongs to another package, that one's entry is returned instead. */
  enter(source: PluginSource): PluginEntry;
  put(entry: PluginEntry): void;
  remove(pluginId: string): void;
  /** Those that could run and do not. */
  waiting(): readonly PluginEntry[];
  graph(): DependencyGraph;
  readonly services: ServiceTable;
  /** What `init` of this plugin gets. */
  context(entry: PluginEntry): object;
  /** Tells the listeners of a state. */
  tell(entry: PluginEntry): void;
  onChange(listener: (report: PluginReport) => void): Disposable;
  /** Keeps an error that a plugin caused after its start; the plugin goes on. `details` go to the log. */
  reportLateError(pluginId: string, error: unknown, details?: object): void;
  accessRules(): readonly RegisteredAccessRule[];
}

export function createPluginTable(options: {
  readonly host: KernelHost;
  readonly logger: Logger;
  readonly clock: Clock;
}): PluginTable {
  const { host, logger, clock } = options;
  const entries = new Map<string, PluginEntry>();
  const services = createServiceTable();
  const listeners = new Set<(report: PluginReport) => void>();
  const all = (): readonly PluginEntry[] => [...entries.values()];

  const pointOwner = (pointId: string): PluginEntry | undefined =>
    all().find((entry) => entry.initialised && entry.declarations.points.has(pointId));

  const isOffered = (refId: string): boolean =>
    host.offers(refId) ||
    entries.get(services.ownerOf(refId) ?? "")?.initialised === true ||
    pointOwner(refId) !== undefined;

  function tell(entry: PluginEntry): void {
    const report = reportOf(entry);
    for (const listener of listeners) {
      try {
        listener(report);
      } catch (error) {
        logger.error(`a listener for plugin states failed: ${errorSentence(error)}`, { stack: stackOf(error) });
      }
    }
  }

  return {
    get: (pluginId) => entries.get(pluginId),
    all,
    enter(source) {
      const { pluginId, packageName } = source;
      const taken = entries.get(pluginId);
      if (taken && taken.source.packageName !== packageName) {
        logger.error(
          `package "${packageName}" is left out: its plugin id "${pluginId}" belongs to "${taken.source.packageName}"`,
        );
        return taken;
      }
      const entry = createEntry(source);
      entries.set(pluginId, entry);
      return entry;
    },
    put: (entry) => void entries.set(entry.pluginId, entry),
    remove: (pluginId) => void entries.delete(pluginId),
    waiting: () => all().filter(({ initialised, status }) => !initialised && status.state !== "failed"),
    graph: () => new DependencyGraph(all(), isOffered),
    services,
    context: (entry) =>
      createPluginContext({
        entry,
        host,
        services,
        pointView: (pointId, contributor) => pointOwner(pointId)?.declarations.points.get(pointId)?.(contributor),
      }),
    tell,
    onChange(listener) {
      listeners.add(listener);
      return { [Symbol.dispose]: () => void listeners.delete(listener) };
    },
    reportLateError(pluginId, error, details = {}) {
      logger.error(`plugin "${pluginId}": ${errorSentence(error)}`, { pluginId, ...details, stack: stackOf(error) });
      const entry = entries.get(pluginId);
      if (!entry) return;
      recordLateError(entry, { at: new Date(clock.now()), error });
      tell(entry);
    },
    accessRules: () =>
      all().flatMap(({ pluginId, declarations }) =>
        declarations.accessRules.map((rule) => ({
          ...rule,
          pluginId,
          qualifiedId: qualifyAccessRule(pluginId, rule.id),
        })),
      ),
  };
}
