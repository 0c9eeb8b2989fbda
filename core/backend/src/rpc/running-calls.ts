import { ORPCError } from "@orpc/client";

/** The calls that a plugin is answering, so that its stop can wait for them. */
export interface RunningCalls {
  /** Counts a call until the answer is disposed; `undefined` once closed. */
  enter(): Disposable | undefined;
  isClosed(): boolean;
  /** For a call that failed because what it needed was closed under it. */
  closedError(cause?: unknown): ORPCError<string, unknown>;
  close(): Promise<void>;
}

/** Below the kernel's own limit for a stop, so that what the plugin holds is still closed in order. */
const PATIENCE_MS = 5000;

export function createRunningCalls(pluginId: string): RunningCalls {
  let running = 0;
  let closed = false;
  const idle = Promise.withResolvers<void>();
  const visit: Disposable = {
    [Symbol.dispose]() {
      running--;
      if (closed && running === 0) idle.resolve();
    },
  };

  return {
    enter() {
      if (closed) return undefined;
      running++;
      return visit;
    },
    isClosed: () => closed,
    closedError: (cause) =>
      new ORPCError("PLUGIN_STARTING", {
        status: 503,
        message: `Plugin "${pluginId}" is being restarted; try again in a second.`,
        cause,
      }),
    async close() {
      closed = true;
      if (running === 0) return;
      const patience = setTimeout(idle.resolve, PATIENCE_MS);
      await idle.promise;
      clearTimeout(patience);
    },
  };
}
