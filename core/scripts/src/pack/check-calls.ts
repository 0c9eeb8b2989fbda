import type { Half } from "./project.ts";

/** Compares what a back end says it calls (`checkstack.calls`) with the contracts that it asks for in `deps`. */
export function checkCalls(halves: readonly Half[], used: readonly string[]): string[] {
  const backend = halves.find(({ kind }) => kind === "backend");
  if (backend === undefined) return [];
  const { name, calls, pluginId } = backend;
  const missing = used.filter((id) => id !== pluginId && !calls.includes(id));
  const unused = calls.filter((id) => !used.includes(id));
  return [
    ...missing.map(
      (id) => `${name} calls the plugin "${id}"; add it to "checkstack.calls", so that people know before they install`,
    ),
    ...unused.map(
      (id) =>
        `${name} names "${id}" in "checkstack.calls" and never calls it; take it out, or ask for rpc(...) of its contract in deps`,
    ),
  ];
}
