import type { Scope } from "@checkstack/backend-api";

/** The scope of a plugin, as far as a queue sees it. */
export function pluginScope(pluginId: string): Scope & AsyncDisposable {
  const stack = new AsyncDisposableStack();
  return {
    pluginId,
    signal: new AbortController().signal,
    defer: (undo) => stack.defer(undo),
    use: (resource) => stack.use(resource),
    [Symbol.asyncDispose]: () => stack.disposeAsync(),
  };
}
