import type { CallOptions } from "@checkstack/backend-api";
import type { SocketEndpoint } from "../http/open-sockets.ts";

/** A plugin that answers outside this process: in a child process of ours, or on another instance. */
export interface PluginEndpoint {
  readonly pluginId: string;
  /** Where that is, for people and logs: `its own process`, `instance 0197a3…`. */
  readonly place: string;
  /**
   * Calls one procedure, with the results and errors of a call within the process. Throws `PLUGIN_UNAVAILABLE` when the
   * call was certainly not delivered, so that it may be tried elsewhere.
   */
  call(path: readonly string[], input: unknown, options: EndpointCall): Promise<unknown>;
  /** Passes on a request for `/api/<pluginId>/...` as it came: bodies are streamed, a client that leaves ends both. */
  forward(request: Request, from: ForwardedFrom): Promise<Response>;
  /** Where sockets for `/api/ws/<pluginId><path>` are passed on to; `undefined` when the plugin has none there. */
  socket(path: string): Promise<SocketEndpoint | undefined>;
}

export interface EndpointCall extends CallOptions {
  /** The plugin that calls. */
  readonly caller: string;
  readonly signal: AbortSignal;
}

export interface ForwardedFrom {
  /** The address of the client, as far as configured proxies are to be believed. */
  readonly clientAddress: string;
}
