import type { CallOptions } from "@checkstack/backend-api";
import { ORPCError } from "@orpc/client";
import type { SocketEndpoint } from "../http/open-sockets.ts";

/** A plugin that answers outside this process: in a child process of ours, or on another instance. */
export interface PluginEndpoint {
  readonly pluginId: string;
  /** Where that is, for people and logs: `its own process`, `instance 0197a3…`. */
  readonly place: string;
  /**
   * Calls one procedure, with the results and errors of a call within the process. Throws `PluginUnreachable` when no
   * answer can be had.
   */
  call(path: readonly string[], input: unknown, options: EndpointCall): Promise<unknown>;
  /**
   * Passes on a request for `/api/<pluginId>/...` as it came: bodies are streamed, a client that leaves ends both. Its
   * Origin has been checked. Throws `PluginUnreachable` when no answer can be had.
   */
  forward(request: Request, from: ForwardedFrom): Promise<Response>;
  /** Where sockets for `/api/ws/<pluginId><path>` are passed on to; `undefined` when the plugin has none there. */
  socket(path: string): SocketEndpoint | undefined | Promise<SocketEndpoint | undefined>;
  /** The plugin's part of `/api/openapi.json`: the values of `paths`. Absent, or `undefined`, when it cannot be had. */
  openApiPaths?(): Promise<Readonly<Record<string, object>> | undefined>;
}

export interface EndpointCall extends CallOptions {
  /** The plugin that calls, or `PLATFORM_CALLER`. */
  readonly caller: string;
  /** It may be made again when no answer comes. */
  readonly isIdempotent: boolean;
  readonly signal: AbortSignal;
}

export interface ForwardedFrom {
  /** The address of the client, as far as configured proxies are to be believed. */
  readonly clientAddress: string;
}

/** Stands for the platform itself where a calling plugin is named; no plugin id looks like it. */
export const PLATFORM_CALLER = "@platform";

/** Whether what was sent arrived: certainly not, perhaps, or perhaps at more than one. */
export type Delivered = "no" | "perhaps" | "repeatedly";

/** No answer came from an endpoint. What was certainly not delivered may be tried elsewhere. */
export class PluginUnreachable extends ORPCError<"PLUGIN_UNAVAILABLE", { readonly pluginId: string }> {
  readonly delivered: Delivered;

  constructor(
    { pluginId, place }: Pick<PluginEndpoint, "pluginId" | "place">,
    { delivered, cause }: { readonly delivered: Delivered; readonly cause?: unknown },
  ) {
    const what = delivered === "no" ? "cannot be reached" : "was lost while it answered";
    super("PLUGIN_UNAVAILABLE", {
      status: 503,
      message: `Plugin "${pluginId}" in ${place} ${what}.`,
      data: { pluginId },
      cause,
    });
    this.delivered = delivered;
  }
}
