import type { EngineState } from "@checkstack/queue-common";

/** One sentence on who runs the queues: what a page says below its title. */
export function describeEngine({ running, processes }: Pick<EngineState, "running" | "processes">): string {
  if (running === null) return "No engine runs the queues.";
  const whose = processes === 1 ? "one process" : `${processes} processes`;
  return `The engine “${running.displayName}” runs the queues of ${whose}.`;
}
