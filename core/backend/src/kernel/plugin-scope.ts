import type { Scope } from "@checkstack/backend-api";

/** The scope of one life of a plugin: from `init` to its stop. A plugin that starts again gets a new one. */
export class PluginScope implements Scope, AsyncDisposable {
  readonly #stack = new AsyncDisposableStack();
  readonly #abort = new AbortController();
  readonly pluginId: string;

  constructor(pluginId: string) {
    this.pluginId = pluginId;
  }

  get signal(): AbortSignal {
    return this.#abort.signal;
  }

  /** Throws when the plugin is already stopping: what comes too late must not stay behind. */
  defer(undo: () => void | Promise<void>): void {
    this.signal.throwIfAborted();
    this.#stack.defer(undo);
  }

  use<T extends Disposable | AsyncDisposable>(resource: T): T {
    this.signal.throwIfAborted();
    return this.#stack.use(resource);
  }

  async [Symbol.asyncDispose](): Promise<void> {
    if (this.signal.aborted) return;
    this.#abort.abort(new Error(`plugin "${this.pluginId}" is stopping`));
    await this.#stack.disposeAsync();
  }
}
