import type { Hook, HookEvent } from "@checkstack/common";
import * as z from "zod";
import { withDeadline } from "../deadline.ts";

/** The handlers of this process, by plugin and hook. */
export interface HookHandlers {
  add<T>(pluginId: string, hook: Hook<T>, handler: (payload: T, event: HookEvent) => void | Promise<void>): Disposable;
  has(pluginId: string, hookId: string): boolean;
  plugins(hookId: string): readonly string[];
  /** Runs all handlers of one plugin. Rejects when one fails, is too slow, or the payload does not fit its schema. */
  run(pluginId: string, hookId: string, payload: unknown, event: HookEvent): Promise<void>;
}

type Run = (payload: unknown, event: HookEvent) => Promise<void>;

export function createHookHandlers({ timeoutMs }: { timeoutMs: number }): HookHandlers {
  const byPlugin = new Map<string, Map<string, Set<Run>>>();
  const runsOf = (pluginId: string, hookId: string): ReadonlySet<Run> =>
    byPlugin.get(pluginId)?.get(hookId) ?? new Set();
  return {
    add(pluginId, hook, handler) {
      const run: Run = async (payload, event) => handler(parsePayload(hook, payload), event);
      const hooks = byPlugin.get(pluginId) ?? new Map<string, Set<Run>>();
      const runs = hooks.get(hook.id) ?? new Set<Run>();
      byPlugin.set(pluginId, hooks.set(hook.id, runs.add(run)));
      return { [Symbol.dispose]: () => void runs.delete(run) };
    },
    has: (pluginId, hookId) => runsOf(pluginId, hookId).size > 0,
    plugins: (hookId) => [...byPlugin.keys()].filter((pluginId) => runsOf(pluginId, hookId).size > 0),
    async run(pluginId, hookId, payload, event) {
      for (const run of runsOf(pluginId, hookId)) {
        await withDeadline(run(payload, event), {
          ms: timeoutMs,
          onExpired: () => new Error(`plugin "${pluginId}" did not finish hook "${hookId}" within ${timeoutMs} ms`),
        });
      }
    },
  };
}

/** Throws when the emitter is of another version than the subscriber and the two do not agree. */
function parsePayload<T>(hook: Hook<T>, payload: unknown): T {
  const parsed = hook.payload.safeParse(payload);
  if (parsed.success) return parsed.data;
  throw new Error(`the payload of hook "${hook.id}" does not fit its schema: ${z.prettifyError(parsed.error)}`, {
    cause: parsed.error,
  });
}
