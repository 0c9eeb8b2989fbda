import type { ReadyExtras, Scope } from "@checkstack/backend-api";
import type { Hook, HookEvent } from "@checkstack/common";
import { createHookHandlers } from "../../hooks/hook-handlers.ts";
import type { PlatformClient } from "./platform-client.ts";
import type { Requests } from "./requests.ts";

/** Hooks that the plugin handles. */
export interface RemoteHooks {
  readonly subscribe: ReadyExtras["onHook"];
  /** Runs the plugin's handlers for an event that the platform delivers. */
  run(hookId: string, payload: unknown, event: HookEvent): Promise<void>;
  /** For a hook that does not leave its process. */
  deliverLocally(hook: Hook, payload: unknown): void;
}

const HANDLER_TIMEOUT_MS = 30_000;

export function createRemoteHooks(options: {
  readonly pluginId: string;
  readonly platform: Pick<PlatformClient, "subscribe">;
  readonly requests: Requests;
  readonly scope: Scope;
  readonly lateError: (error: unknown) => void;
}): RemoteHooks {
  const { pluginId, platform, requests, scope, lateError } = options;
  const handlers = createHookHandlers({ timeoutMs: HANDLER_TIMEOUT_MS });
  const asked = new Set<string>();
  return {
    subscribe(hook, handler) {
      scope.use(handlers.add(pluginId, hook, handler));
      const isOwnAffair = hook.delivery === "local" && hook.pluginId === pluginId;
      if (isOwnAffair || asked.has(hook.id)) return;
      asked.add(hook.id);
      requests.add(platform.subscribe({ hookId: hook.id, delivery: hook.delivery }));
    },
    run: (hookId, payload, event) => handlers.run(pluginId, hookId, payload, event),
    deliverLocally(hook, payload) {
      const event = { id: Bun.randomUUIDv7(), occurredAt: new Date(), attempt: 1 };
      handlers.run(pluginId, hook.id, payload, event).catch(lateError);
    },
  };
}
