import type { Clock, Logger, QueueProvider } from "@checkstack/backend-api";
import { systemTimers } from "@checkstack/queue-node";
import { createMemoryQueue, type MemoryQueue } from "./memory-queue.ts";

/** Makes the engine: queues by name, each opened once. Disposing it stops their timers. */
export function createMemoryProvider(options: { clock: Clock; logger: Logger }): QueueProvider & Disposable {
  const queues = new Map<string, MemoryQueue>();
  const parts = { ...options, timers: systemTimers, random: Math.random, newId: () => Bun.randomUUIDv7() };

  return {
    id: "memory",
    displayName: "In memory",
    description: "For one process. Needs no other software, and forgets jobs that wait when the process ends.",
    reach: "process",
    async check() {},
    open(name) {
      const queue = queues.get(name) ?? createMemoryQueue(name, parts);
      queues.set(name, queue);
      return queue;
    },
    async close() {
      for (const queue of queues.values()) queue[Symbol.dispose]();
      queues.clear();
    },
    async release(pluginId) {
      for (const [name, queue] of queues) {
        if (!name.startsWith(`${pluginId}.`)) continue;
        queue[Symbol.dispose]();
        queues.delete(name);
      }
    },
    // Nothing is stored.
    async erase() {},
    [Symbol.dispose]() {
      for (const queue of queues.values()) queue[Symbol.dispose]();
    },
  };
}
