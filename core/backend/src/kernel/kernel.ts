import type {
  Clock,
  Logger,
  PluginDependent,
  PluginDirectory,
  PluginReport,
  RegisteredAccessRule,
  ServiceRef,
} from "@checkstack/backend-api";
import { qualifyAccessRule } from "@checkstack/common";
import { DependencyGraph } from "./dependency-graph.ts";
import { errorSentence, stackOf } from "./error-text.ts";
import type { KernelHost } from "./kernel-host.ts";
import { createPluginContext } from "./plugin-context.ts";
import { createEntry, recordLateError, reportOf, resetEntry, type PluginEntry } from "./plugin-entry.ts";
import type { PluginSource } from "./plugin-source.ts";
import {
  createWithin,
  DEFAULT_DEADLINES,
  loadPlugin,
  type Deadlines,
  type Failure,
  type Within,
} from "./plugin-loading.ts";
import { PluginScope } from "./plugin-scope.ts";
import { createServiceTable } from "./service-table.ts";

export interface KernelOptions {
  readonly host: KernelHost;
  readonly logger: Logger;
  readonly clock: Clock;
  /** How long each step of one plugin may take, ms. */
  readonly deadlines?: Partial<Deadlines>;
}

/** What became of a replacement. When it is not well, the version before runs, if it did. */
export type Replacement = { readonly ok: true } | { readonly ok: false; readonly reason: string };

/**
 * Starts plugins in the order of what they need, and keeps the trouble of one from the others: whatever a plugin does
 * wrong becomes its status. Starts and stops run one after the other.
 */
export class Kernel implements PluginDirectory {
  readonly #entries = new Map<string, PluginEntry>();
  readonly #services = createServiceTable();
  readonly #platform = new PluginScope("platform");
  readonly #host: KernelHost;
  readonly #logger: Logger;
  readonly #clock: Clock;
  readonly #within: Within;
  readonly #listeners = new Set<(report: PluginReport) => void>();
  readonly #coming = new Map<string, Promise<void>>();
  #turn: Promise<unknown> = Promise.resolve();

  constructor({ host, logger, clock, deadlines }: KernelOptions) {
    this.#host = host;
    this.#logger = logger;
    this.#clock = clock;
    this.#within = createWithin({ ...DEFAULT_DEADLINES, ...deadlines });
  }

  /** Loads and starts plugins, together with those that waited for them. Never rejects: see `reports`. */
  start(sources: readonly PluginSource[]): Promise<void> {
    return this.#exclusive(async () => {
      await Promise.all(sources.map((source) => this.#loadFirst(this.#enter(source))));
      await this.#startWaiting();
    });
  }

  /** Stops a plugin and first everything built on it; returns them in the order in which they stopped. */
  stop(pluginId: string): Promise<readonly string[]> {
    return this.#exclusive(async () => {
      const entry = this.#entries.get(pluginId);
      const stopped = await this.#halt(pluginId);
      this.#entries.delete(pluginId);
      if (entry) await this.#unload(entry);
      this.#blockWaiting();
      return stopped;
    });
  }

  /**
   * Exchanges a plugin's code and brings back what was built on it. The new code is loaded and migrated while the old
   * runs, and when it does not come up, the old comes back. Never rejects.
   */
  replace(source: PluginSource): Promise<Replacement> {
    return this.#exclusive(async () => {
      const old = this.#entries.get(source.pluginId);
      if (!old || old.source.packageName !== source.packageName) return this.#arrive(source);
      const next = createEntry(source);
      // The same code again: what it did wrong is still of interest.
      if (source === old.source) next.lateErrors = old.lateErrors;
      const failure = await loadPlugin(next, this.#loading);
      if (failure && old.initialised) return this.#keepOld(old, next, failure);
      return this.#exchange(old, next, failure);
    });
  }

  /** Takes a plugin down that cannot go on, with what is built on it; it stays failed until it is replaced. */
  fail(pluginId: string, error: unknown): Promise<void> {
    return this.#exclusive(async () => {
      const entry = this.#entries.get(pluginId);
      if (!entry) return;
      await this.#fail(entry, { phase: "run", error });
      this.#blockWaiting();
    });
  }

  /** While a plugin is being replaced: resolves when that is over, well or not. Whoever calls it may wait instead of failing. */
  coming(pluginId: string): Promise<void> | undefined {
    return this.#coming.get(pluginId);
  }

  async [Symbol.asyncDispose](): Promise<void> {
    await this.#exclusive(async () => {
      for (const entry of this.#entries.values()) if (entry.initialised) await this.#halt(entry.pluginId);
      await Promise.all(this.#entries.values().map((entry) => this.#unload(entry)));
    });
  }

  /** Plugins of this process that said they need this one. */
  dependents(pluginId: string): readonly PluginDependent[] {
    return this.#graph().usersOf(pluginId);
  }

  reports(): readonly PluginReport[] {
    return [...this.#entries.values()].map(reportOf);
  }

  /** What a plugin was loaded from. */
  sourceOf(pluginId: string): PluginSource | undefined {
    return this.#entries.get(pluginId)?.source;
  }

  /** Failed plugins, each with what it failed for. */
  failed(): readonly { readonly source: PluginSource; readonly error: unknown }[] {
    return [...this.#entries.values()]
      .filter(({ status }) => status.state === "failed")
      .map(({ source, fault }) => ({ source, error: fault }));
  }

  accessRules(): readonly RegisteredAccessRule[] {
    return [...this.#entries.values()].flatMap(({ pluginId, declarations }) =>
      declarations.accessRules.map((rule) => ({
        ...rule,
        pluginId,
        qualifiedId: qualifyAccessRule(pluginId, rule.id),
      })),
    );
  }

  /** A service that some plugin provides, for the platform itself; `undefined` while nobody does. */
  service<T>(ref: ServiceRef<T>): T | undefined {
    // Only `provide(ref: ServiceRef<T>, service: T)` fills the table, so that the id vouches for the type.
    // oxlint-disable-next-line typescript/consistent-type-assertions
    return this.#services.get(ref.id, this.#platform) as T | undefined;
  }

  /** Keeps an error that a plugin caused after its start; the plugin goes on. `details` go to the log. */
  reportLateError(pluginId: string, error: unknown, details: object = {}): void {
    this.#logger.error(`plugin "${pluginId}": ${errorSentence(error)}`, {
      pluginId,
      ...details,
      stack: stackOf(error),
    });
    const entry = this.#entries.get(pluginId);
    if (!entry) return;
    recordLateError(entry, { at: new Date(this.#clock.now()), error });
    this.#tell(entry);
  }

  onChange(listener: (report: PluginReport) => void): Disposable {
    this.#listeners.add(listener);
    return { [Symbol.dispose]: () => void this.#listeners.delete(listener) };
  }

  #tell(entry: PluginEntry): void {
    const report = reportOf(entry);
    for (const listener of this.#listeners) {
      try {
        listener(report);
      } catch (error) {
        this.#logger.error(`a listener for plugin states failed: ${errorSentence(error)}`, { stack: stackOf(error) });
      }
    }
  }

  #exclusive<T>(work: () => Promise<T>): Promise<T> {
    const result = this.#turn.then(work);
    this.#turn = result.catch(() => {});
    return result;
  }

  #enter(source: PluginSource): PluginEntry {
    const taken = this.#entries.get(source.pluginId);
    if (taken && taken.source.packageName !== source.packageName) {
      this.#logger.error(
        `package "${source.packageName}" is left out: its plugin id "${source.pluginId}" belongs to "${taken.source.packageName}"`,
      );
      return taken;
    }
    const entry = createEntry(source);
    this.#entries.set(source.pluginId, entry);
    return entry;
  }

  async #arrive(source: PluginSource): Promise<Replacement> {
    const entry = this.#enter(source);
    if (entry.source !== source)
      return { ok: false, reason: `its id belongs to package "${entry.source.packageName}"` };
    await this.#loadFirst(entry);
    await this.#startWaiting();
    return outcomeOf(entry);
  }

  async #exchange(old: PluginEntry, next: PluginEntry, failure: Failure | undefined): Promise<Replacement> {
    const ran = old.initialised;
    const back = Promise.withResolvers<void>();
    const affected = this.#graph().dependentsFirst(old.pluginId);
    for (const pluginId of affected) this.#coming.set(pluginId, back.promise);
    try {
      await this.#halt(old.pluginId);
      this.#entries.set(next.pluginId, next);
      if (failure) this.#setFailed(next, failure);
      await this.#startWaiting();
      const outcome = outcomeOf(next);
      if (outcome.ok || !ran) {
        await this.#unload(old);
        return outcome;
      }
      await this.#halt(next.pluginId);
      this.#entries.set(old.pluginId, old);
      await this.#startWaiting();
      await this.#unload(next);
      this.#reportKept(old, next, outcome.reason);
      return outcome;
    } finally {
      for (const pluginId of affected) this.#coming.delete(pluginId);
      back.resolve();
    }
  }

  async #keepOld(old: PluginEntry, next: PluginEntry, { phase, error }: Failure): Promise<Replacement> {
    await this.#unload(next);
    const reason = `failed in ${phase}: ${errorSentence(error)}`;
    this.#reportKept(old, next, reason, error);
    return { ok: false, reason };
  }

  #reportKept(old: PluginEntry, next: PluginEntry, reason: string, cause?: unknown): void {
    const message = `version ${next.source.version} ${reason}; version ${old.source.version} goes on`;
    this.reportLateError(old.pluginId, new Error(message, { cause }));
  }

  get #loading() {
    return { host: this.#host, clock: this.#clock, within: this.#within };
  }

  async #loadFirst(entry: PluginEntry): Promise<void> {
    if (entry.plugin) return;
    const failure = await loadPlugin(entry, this.#loading);
    if (failure) this.#setFailed(entry, failure);
  }

  async #unload({ source, plugin, pluginId }: PluginEntry): Promise<void> {
    if (!plugin) return;
    await this.#within("stop", source.unload?.(plugin)).catch((error: unknown) =>
      this.reportLateError(pluginId, error),
    );
  }

  async #startWaiting(): Promise<void> {
    const started = await this.#initWaiting();
    await Promise.all(started.map((entry) => this.#finishStart(entry)));
    this.#blockWaiting();
  }

  /** Starts each plugin as soon as all that it needs is there, so that a slow one delays only its dependents. */
  async #initWaiting(): Promise<PluginEntry[]> {
    const running = new Map<PluginEntry, Promise<void>>();
    const started: PluginEntry[] = [];
    for (;;) {
      for (const entry of this.#runnable(running)) {
        const life = this.#init(entry).then((ok) => {
          running.delete(entry);
          if (ok) started.push(entry);
        });
        running.set(entry, life);
      }
      if (running.size === 0) return started;
      await Promise.race(running.values());
    }
  }

  #runnable(running: ReadonlyMap<PluginEntry, unknown>): PluginEntry[] {
    const graph = this.#graph();
    const runnable = this.#waiting().filter((entry) => !running.has(entry) && graph.missing(entry).length === 0);
    const complete = runnable.filter((entry) => !graph.awaitsOptional(entry));
    return complete.length > 0 || running.size > 0 ? complete : runnable;
  }

  async #init(entry: PluginEntry): Promise<boolean> {
    const { scope, declarations } = entry;
    const begun = this.#clock.monotonic();
    try {
      this.#host.declare(declarations, scope);
      await this.#within("init", declarations.init?.init(this.#context(entry)));
      const unbound = declarations.init?.provides.filter((id) => this.#services.ownerOf(id) !== entry.pluginId) ?? [];
      if (unbound.length > 0) throw new Error(`init declared but did not provide ${unbound.join(", ")}`);
      entry.initMs = this.#clock.monotonic() - begun;
      entry.initialised = true;
      return true;
    } catch (error) {
      await this.#fail(entry, { phase: "init", error });
      return false;
    }
  }

  async #finishStart(entry: PluginEntry): Promise<void> {
    const { scope, declarations } = entry;
    try {
      const context = { ...this.#context(entry), ...this.#host.readyExtras(scope) };
      await this.#within("afterPluginsReady", declarations.init?.afterPluginsReady?.(context));
      if (entry.scope !== scope) return; // Halted meanwhile, with something it is built on.
      entry.status = { state: "ready", importMs: Math.round(entry.importMs), initMs: Math.round(entry.initMs) };
      this.#tell(entry);
    } catch (error) {
      if (entry.scope === scope) await this.#fail(entry, { phase: "afterPluginsReady", error });
    }
  }

  async #fail(entry: PluginEntry, failure: Failure): Promise<void> {
    await this.#halt(entry.pluginId);
    this.#setFailed(entry, failure);
  }

  #setFailed(entry: PluginEntry, { phase, error }: Failure): void {
    const stack = stackOf(error);
    entry.status = { state: "failed", phase, reason: errorSentence(error), ...(stack && { stack }) };
    entry.fault = error;
    this.#logger.error(`plugin "${entry.pluginId}" failed in ${phase}: ${entry.status.reason}`, { stack });
    this.#tell(entry);
  }

  /** Undoes a plugin and, first, everything built on it; all are left as registered, ready to start again. */
  async #halt(pluginId: string): Promise<string[]> {
    const order = this.#graph().dependentsFirst(pluginId);
    const halted = order
      .flatMap((id) => this.#entries.get(id) ?? [])
      .filter((e) => e.initialised || e.pluginId === pluginId);
    // From the first moment of a stop on, nobody takes them for plugins that run.
    for (const entry of halted) entry.status = { state: "registered" };
    for (const entry of halted) {
      await this.#within("stop", entry.scope[Symbol.asyncDispose]()).catch((error: unknown) =>
        this.reportLateError(entry.pluginId, error),
      );
      resetEntry(entry);
      this.#tell(entry);
    }
    return halted.map((entry) => entry.pluginId);
  }

  #blockWaiting(): void {
    const graph = this.#graph();
    for (const entry of this.#waiting()) {
      const reason = graph.explain(entry);
      if (reason === undefined || (entry.status.state === "blocked" && entry.status.reason === reason)) continue;
      entry.status = { state: "blocked", reason };
      this.#logger.warn(`plugin "${entry.pluginId}" is blocked: it ${reason}`);
      this.#tell(entry);
    }
  }

  #waiting(): PluginEntry[] {
    return [...this.#entries.values()].filter((e) => !e.initialised && e.status.state !== "failed");
  }

  #graph(): DependencyGraph {
    return new DependencyGraph([...this.#entries.values()], (id) => this.#isOffered(id));
  }

  #isOffered(refId: string): boolean {
    const provider = this.#entries.get(this.#services.ownerOf(refId) ?? "");
    return this.#host.offers(refId) || provider?.initialised === true || this.#pointOwner(refId) !== undefined;
  }

  #pointOwner(pointId: string): PluginEntry | undefined {
    return [...this.#entries.values()].find((entry) => entry.initialised && entry.declarations.points.has(pointId));
  }

  #context(entry: PluginEntry): object {
    return createPluginContext({
      entry,
      host: this.#host,
      services: this.#services,
      pointView: (pointId, contributor) => this.#pointOwner(pointId)?.declarations.points.get(pointId)?.(contributor),
    });
  }
}

function outcomeOf({ status }: PluginEntry): Replacement {
  if (status.state === "failed") return { ok: false, reason: `failed in ${status.phase}: ${status.reason}` };
  if (status.state === "blocked") return { ok: false, reason: `is blocked: it ${status.reason}` };
  return { ok: true };
}
