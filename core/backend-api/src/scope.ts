/** Everything a plugin holds open, undone last in, first out when the plugin stops. A plugin never writes "unregister". */
export interface Scope {
  readonly pluginId: string;
  /** Aborted when the plugin begins to stop; pass it to whatever waits. */
  readonly signal: AbortSignal;
  defer(undo: () => void | Promise<void>): void;
  use<T extends Disposable | AsyncDisposable>(resource: T): T;
}
