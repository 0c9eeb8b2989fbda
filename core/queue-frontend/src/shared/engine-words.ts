import type { Engine, EngineState } from "@checkstack/queue-common";

/** One sentence on who runs the queues: what a page says below its title. */
export function describeEngine(
  state: EngineState,
  engines: readonly Pick<Engine, "id" | "displayName">[] = [],
): string {
  const name = engines.find(({ id }) => id === state.running)?.displayName ?? state.running;
  if (name === null) return "No engine runs the queues.";
  const processes = state.processes === 1 ? "one process" : `${state.processes} processes`;
  return `The engine “${name}” runs the queues of ${processes}.`;
}
