import type { BackendPlugin, PluginContext } from "@checkstack/backend-api";
import { setTimeout as wait } from "node:timers/promises";
import type { PluginSource } from "../kernel/plugin-source.ts";
import { pluginLogger } from "../logger.ts";
import type { IsolatorOptions } from "./isolator-options.ts";
import { launch, type PluginProcess } from "./launch/plugin-process.ts";
import { beginLife } from "./parent/begin-life.ts";
import { createCrashLog, CRASHES_ALLOWED } from "./parent/crash-log.ts";
import type { Life } from "./parent/life.ts";
import { platformRouter, type Asker } from "./parent/platform-router.ts";
import { createProxyPlugin, type Given, type ProxiedLife } from "./parent/proxy-plugin.ts";
import { createAnswering } from "./protocol/door.ts";

/** A plugin that runs in a process of its own. */
export interface IsolatedSource {
  readonly source: PluginSource & { readonly isolates: PluginSource };
  /** The process that runs it now. */
  process(): PluginProcess | undefined;
}

/** A process and what it may ask. */
interface Started {
  readonly process: PluginProcess;
  attach(life: Life): void;
}

const answer = createAnswering<Asker>(platformRouter);

/**
 * Makes of a plugin one that runs in a process of its own. A process serves one life: from `init` to the end of its
 * scope. One that ends by itself is started again, but not for ever.
 */
export function createIsolatedSource(
  original: PluginSource,
  options: IsolatorOptions & { readonly maxMemoryBytes: number },
): IsolatedSource {
  const { pluginId, entry } = original;
  const { kernel, clock, logger } = options;
  const crashes = createCrashLog();
  const unused = new WeakMap<BackendPlugin, Started>();
  let running: PluginProcess | undefined;
  let isRestart = false;

  async function start(): Promise<Started> {
    if (entry === undefined)
      throw new Error("has no file that a process of its own could import; let it run in process");
    await original.prepare?.();
    let life: Life | undefined;
    const asker: Asker = {
      pluginId,
      logger: pluginLogger(logger, pluginId),
      reportLateError: (error, details) => kernel().reportLateError(pluginId, error, details),
      life() {
        if (life && !life.context.scope.signal.aborted) return life;
        throw new Error("asks for something while it does not run");
      },
    };
    const process = await launch({
      source: { ...original, entry },
      maxMemoryBytes: options.maxMemoryBytes,
      answer: (request) => answer(request, asker),
    });
    return { process, attach: (begun) => void (life = begun) };
  }

  async function begin(plugin: BackendPlugin, context: PluginContext, given: Given): Promise<ProxiedLife> {
    const waiting = unused.get(plugin);
    unused.delete(plugin);
    const { process, attach } = waiting && !waiting.process.hasEnded() ? waiting : await start();
    running = process;
    context.scope.defer(() => {
      if (running === process) running = undefined;
    });
    void process.ended.then((reason) => {
      if (!context.scope.signal.aborted) void afterCrash(context.scope.signal, reason);
    });
    return beginLife({ source: original, process, attach, context, given, platform: options });
  }

  async function afterCrash(stopped: AbortSignal, reason: string): Promise<void> {
    const next = crashes.note(clock.monotonic());
    if (!next.restart) {
      return kernel().fail(
        pluginId,
        new Error(
          `its process ended ${CRASHES_ALLOWED + 1} times within ten minutes: the last time it ${reason}. ` +
            `It is not started again before somebody enables it`,
        ),
      );
    }
    kernel().reportLateError(pluginId, new Error(`its process ${reason}; it is started again`));
    await wait(next.afterMs, undefined, { ref: false });
    if (stopped.aborted) return;
    // Perhaps wrapped by whoever installed it.
    const source = kernel().sourceOf(pluginId);
    if (source?.isolates !== original) return;
    isRestart = true;
    const outcome = await kernel().replace(source);
    isRestart = false;
    if (!outcome.ok && !running) await afterCrash(stopped, outcome.reason);
  }

  const source: IsolatedSource["source"] = {
    ...original,
    isolates: original,
    async load() {
      // Whoever loads it anew wants it to run.
      if (!isRestart) crashes.forget();
      const first = await start();
      const plugin = createProxyPlugin({
        declared: first.process.declared,
        begin: (context, given) => begin(plugin, context, given),
      });
      unused.set(plugin, first);
      return plugin;
    },
    async unload(plugin) {
      await unused.get(plugin)?.process[Symbol.asyncDispose]();
    },
  };
  return { source, process: () => running };
}
