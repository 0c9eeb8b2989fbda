import type {
  Clock,
  Logger,
  PluginDependent,
  PluginDirectory,
  PluginReport,
  RegisteredAccessRule,
  ServiceRef,
} from "@checkstack/backend-api";
import { errorSentence } from "./error-text.ts";
import type { KernelHost } from "./kernel-host.ts";
import { createEntry, reportOf, type PluginEntry } from "./plugin-entry.ts";
import { createPluginLives, type PluginLives } from "./plugin-lives.ts";
import { createWithin, DEFAULT_DEADLINES, type Deadlines, type Failure } from "./plugin-loading.ts";
import { PluginScope } from "./plugin-scope.ts";
import type { PluginSource } from "./plugin-source.ts";
import { createPluginTable, type PluginTable } from "./plugin-table.ts";

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
  readonly #table: PluginTable;
  readonly #lives: PluginLives;
  readonly #platform = new PluginScope("platform");
  readonly #coming = new Map<string, Promise<void>>();
  #turn: Promise<unknown> = Promise.resolve();

  constructor({ host, logger, clock, deadlines }: KernelOptions) {
    const within = createWithin({ ...DEFAULT_DEADLINES, ...deadlines });
    this.#table = createPluginTable({ host, logger, clock });
    this.#lives = createPluginLives({ table: this.#table, host, within, clock, logger });
  }

  /** Loads and starts plugins, together with those that waited for them. Never rejects: see `reports`. */
  start(sources: readonly PluginSource[]): Promise<void> {
    return this.#exclusive(async () => {
      await Promise.all(sources.map((source) => this.#loadFirst(this.#table.enter(source))));
      await this.#lives.startWaiting();
    });
  }

  /** Stops a plugin and first everything built on it; returns them in the order in which they stopped. */
  stop(pluginId: string): Promise<readonly string[]> {
    return this.#exclusive(async () => {
      const entry = this.#table.get(pluginId);
      const stopped = await this.#lives.halt(pluginId);
      this.#table.remove(pluginId);
      if (entry) await this.#lives.unload(entry);
      this.#lives.blockWaiting();
      return stopped;
    });
  }

  /**
   * Exchanges a plugin's code and brings back what was built on it. The new code is loaded and migrated while the old
   * runs, and when it does not come up, the old comes back. Never rejects.
   */
  replace(source: PluginSource): Promise<Replacement> {
    return this.#exclusive(async () => {
      const old = this.#table.get(source.pluginId);
      if (!old || old.source.packageName !== source.packageName) return this.#arrive(source);
      const next = createEntry(source);
      // The same code again: what it did wrong is still of interest.
      if (source === old.source) next.lateErrors = old.lateErrors;
      const failure = await this.#lives.load(next);
      if (failure && old.initialised) return this.#keepOld(old, next, failure);
      return this.#exchange(old, next, failure);
    });
  }

  /** Takes a plugin down that cannot go on, with what is built on it; it stays failed until it is replaced. */
  fail(pluginId: string, error: unknown): Promise<void> {
    return this.#exclusive(async () => {
      const entry = this.#table.get(pluginId);
      if (!entry) return;
      await this.#lives.fail(entry, { phase: "run", error });
      this.#lives.blockWaiting();
    });
  }

  /** While a plugin is being replaced: resolves when that is over, well or not. Whoever calls it may wait instead of failing. */
  coming(pluginId: string): Promise<void> | undefined {
    return this.#coming.get(pluginId);
  }

  async [Symbol.asyncDispose](): Promise<void> {
    await this.#exclusive(async () => {
      for (const entry of this.#table.all()) if (entry.initialised) await this.#lives.halt(entry.pluginId);
      await Promise.all(this.#table.all().map(this.#lives.unload));
    });
  }

  /** Plugins of this process that said they need this one. */
  dependents(pluginId: string): readonly PluginDependent[] {
    return this.#table.graph().usersOf(pluginId);
  }

  reports(): readonly PluginReport[] {
    return this.#table.all().map(reportOf);
  }

  /** What a plugin was loaded from. */
  sourceOf(pluginId: string): PluginSource | undefined {
    return this.#table.get(pluginId)?.source;
  }

  /** Failed plugins, each with what it failed for. */
  failed(): readonly { readonly source: PluginSource; readonly error: unknown }[] {
    const failed = this.#table.all().filter(({ status }) => status.state === "failed");
    return failed.map(({ source, fault }) => ({ source, error: fault }));
  }

  accessRules(): readonly RegisteredAccessRule[] {
    return this.#table.accessRules();
  }

  /** A service that some plugin provides, for the platform itself; `undefined` while nobody does. */
  service<T>(ref: ServiceRef<T>): T | undefined {
    // Only `provide(ref: ServiceRef<T>, service: T)` fills the table, so that the id vouches for the type.
    // oxlint-disable-next-line typescript/consistent-type-assertions
    return this.#table.services.get(ref.id, this.#platform) as T | undefined;
  }

  /** Keeps an error that a plugin caused after its start; the plugin goes on. `details` go to the log. */
  reportLateError(pluginId: string, error: unknown, details?: object): void {
    this.#table.reportLateError(pluginId, error, details);
  }

  onChange(listener: (report: PluginReport) => void): Disposable {
    return this.#table.onChange(listener);
  }

  #exclusive<T>(work: () => Promise<T>): Promise<T> {
    const result = this.#turn.then(work);
    this.#turn = result.catch(() => {});
    return result;
  }

  async #loadFirst(entry: PluginEntry): Promise<void> {
    if (entry.plugin) return;
    const failure = await this.#lives.load(entry);
    if (failure) this.#lives.setFailed(entry, failure);
  }

  async #arrive(source: PluginSource): Promise<Replacement> {
    const entry = this.#table.enter(source);
    if (entry.source !== source)
      return { ok: false, reason: `its id belongs to package "${entry.source.packageName}"` };
    await this.#loadFirst(entry);
    await this.#lives.startWaiting();
    return outcomeOf(entry);
  }

  async #exchange(old: PluginEntry, next: PluginEntry, failure: Failure | undefined): Promise<Replacement> {
    const lives = this.#lives;
    const ran = old.initialised;
    const back = Promise.withResolvers<void>();
    const affected = this.#table.graph().dependentsFirst(old.pluginId);
    for (const pluginId of affected) this.#coming.set(pluginId, back.promise);
    try {
      await lives.halt(old.pluginId);
      this.#table.put(next);
      if (failure) lives.setFailed(next, failure);
      await lives.startWaiting();
      const outcome = outcomeOf(next);
      if (outcome.ok || !ran) {
        await lives.unload(old);
        return outcome;
      }
      await lives.halt(next.pluginId);
      this.#table.put(old);
      await lives.startWaiting();
      await lives.unload(next);
      this.#reportKept(old, next, outcome.reason);
      return outcome;
    } finally {
      for (const pluginId of affected) this.#coming.delete(pluginId);
      back.resolve();
    }
  }

  async #keepOld(old: PluginEntry, next: PluginEntry, { phase, error }: Failure): Promise<Replacement> {
    await this.#lives.unload(next);
    const reason = `failed in ${phase}: ${errorSentence(error)}`;
    this.#reportKept(old, next, reason, error);
    return { ok: false, reason };
  }

  #reportKept(old: PluginEntry, next: PluginEntry, reason: string, cause?: unknown): void {
    const message = `version ${next.source.version} ${reason}; version ${old.source.version} goes on`;
    this.reportLateError(old.pluginId, new Error(message, { cause }));
  }
}

function outcomeOf({ status }: PluginEntry): Replacement {
  if (status.state === "failed") return { ok: false, reason: `failed in ${status.phase}: ${status.reason}` };
  if (status.state === "blocked") return { ok: false, reason: `is blocked: it ${status.reason}` };
  return { ok: true };
}
