import type { Clock, Logger } from "@checkstack/backend-api";
import { errorSentence, stackOf } from "./error-text.ts";
import type { KernelHost } from "./kernel-host.ts";
import { resetEntry, type PluginEntry } from "./plugin-entry.ts";
import { loadPlugin, type Failure, type Within } from "./plugin-loading.ts";
import type { PluginTable } from "./plugin-table.ts";

/** Begins and ends the lives of plugins: each from `init` to the end of its scope. One call at a time. */
export interface PluginLives {
  /** Imports the code and makes its schema ready; answers what went wrong. */
  load(entry: PluginEntry): Promise<Failure | undefined>;
  unload(entry: PluginEntry): Promise<void>;
  /** Starts whatever waits and has all that it needs; says of the rest why it is blocked. */
  startWaiting(): Promise<void>;
  /** Undoes a plugin and, first, everything built on it; all are left as registered. Returns them in that order. */
  halt(pluginId: string): Promise<readonly string[]>;
  /** Halts a plugin that did wrong. */
  fail(entry: PluginEntry, failure: Failure): Promise<void>;
  setFailed(entry: PluginEntry, failure: Failure): void;
  blockWaiting(): void;
}

export function createPluginLives(options: {
  readonly table: PluginTable;
  readonly host: KernelHost;
  readonly within: Within;
  readonly clock: Clock;
  readonly logger: Logger;
}): PluginLives {
  const { table, host, within, clock, logger } = options;

  /** Starts each plugin as soon as all that it needs is there, so that a slow one delays only its dependents. */
  async function initWaiting(): Promise<readonly PluginEntry[]> {
    const running = new Map<PluginEntry, Promise<void>>();
    const started: PluginEntry[] = [];
    for (;;) {
      for (const entry of runnable(running)) {
        const life = init(entry).then((ok) => {
          running.delete(entry);
          if (ok) started.push(entry);
        });
        running.set(entry, life);
      }
      if (running.size === 0) return started;
      await Promise.race(running.values());
    }
  }

  function runnable(running: ReadonlyMap<PluginEntry, unknown>): readonly PluginEntry[] {
    const graph = table.graph();
    const able = table.waiting().filter((entry) => !running.has(entry) && graph.missing(entry).length === 0);
    const complete = able.filter((entry) => !graph.awaitsOptional(entry));
    return complete.length > 0 || running.size > 0 ? complete : able;
  }

  async function init(entry: PluginEntry): Promise<boolean> {
    const { scope, declarations } = entry;
    const begun = clock.monotonic();
    try {
      host.declare(declarations, scope);
      await within("init", declarations.init?.init(table.context(entry)));
      const unbound = declarations.init?.provides.filter((id) => table.services.ownerOf(id) !== entry.pluginId) ?? [];
      if (unbound.length > 0) throw new Error(`init declared but did not provide ${unbound.join(", ")}`);
      entry.initMs = clock.monotonic() - begun;
      entry.initialised = true;
      return true;
    } catch (error) {
      await fail(entry, { phase: "init", error });
      return false;
    }
  }

  async function finishStart(entry: PluginEntry): Promise<void> {
    const { scope, declarations } = entry;
    try {
      const context = { ...table.context(entry), ...host.readyExtras(scope) };
      await within("afterPluginsReady", declarations.init?.afterPluginsReady?.(context));
      if (entry.scope !== scope) return; // Halted meanwhile, with something it is built on.
      entry.status = { state: "ready", importMs: Math.round(entry.importMs), initMs: Math.round(entry.initMs) };
      table.tell(entry);
    } catch (error) {
      if (entry.scope === scope) await fail(entry, { phase: "afterPluginsReady", error });
    }
  }

  async function halt(pluginId: string): Promise<readonly string[]> {
    const order = table.graph().dependentsFirst(pluginId);
    const halted = order
      .flatMap((id) => table.get(id) ?? [])
      .filter((entry) => entry.initialised || entry.pluginId === pluginId);
    // From the first moment of a stop on, nobody takes them for plugins that run.
    for (const entry of halted) entry.status = { state: "registered" };
    for (const entry of halted) {
      await within("stop", entry.scope[Symbol.asyncDispose]()).catch((error: unknown) =>
        table.reportLateError(entry.pluginId, error),
      );
      resetEntry(entry);
      table.tell(entry);
    }
    return halted.map((entry) => entry.pluginId);
  }

  async function fail(entry: PluginEntry, failure: Failure): Promise<void> {
    await halt(entry.pluginId);
    setFailed(entry, failure);
  }

  function setFailed(entry: PluginEntry, { phase, error }: Failure): void {
    const stack = stackOf(error);
    entry.status = { state: "failed", phase, reason: errorSentence(error), ...(stack && { stack }) };
    entry.fault = error;
    logger.error(`plugin "${entry.pluginId}" failed in ${phase}: ${entry.status.reason}`, { stack });
    table.tell(entry);
  }

  function blockWaiting(): void {
    const graph = table.graph();
    for (const entry of table.waiting()) {
      const reason = graph.explain(entry);
      if (reason === undefined || (entry.status.state === "blocked" && entry.status.reason === reason)) continue;
      entry.status = { state: "blocked", reason };
      logger.warn(`plugin "${entry.pluginId}" is blocked: it ${reason}`);
      table.tell(entry);
    }
  }

  return {
    load: (entry) => loadPlugin(entry, { host, clock, within }),
    async unload({ source, plugin, pluginId }) {
      if (!plugin) return;
      await within("stop", source.unload?.(plugin)).catch((error: unknown) => table.reportLateError(pluginId, error));
    },
    async startWaiting() {
      const started = await initWaiting();
      await Promise.all(started.map(finishStart));
      blockWaiting();
    },
    halt,
    fail,
    setFailed,
    blockWaiting,
  };
}
