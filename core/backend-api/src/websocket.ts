import type { Access, Principal } from "@checkstack/common";

/** Sockets under `/api/ws/<pluginId>`: `register("/", handler)`, `register("/events", handler)`. */
export interface WebSocketRegistry {
  register(path: string, handler: WebSocketHandler): void;
}

export interface WebSocketHandler {
  /** Checked, with the Origin, before the upgrade. */
  readonly access: Access;
  open?(socket: PluginSocket): void | Promise<void>;
  message?(socket: PluginSocket, data: string | Uint8Array): void | Promise<void>;
  /** The buffer of a slow reader has room again. */
  drain?(socket: PluginSocket): void;
  close?(socket: PluginSocket, code: number, reason: string): void;
}

export interface PluginSocket {
  readonly id: string;
  readonly principal: Principal;
  readonly request: { readonly url: string; readonly headers: Headers };
  /** Says what became of the message: `blocked` means that it was not sent; wait for `drain` and send again. */
  send(data: string | Uint8Array): "sent" | "queued" | "blocked";
  close(code?: number, reason?: string): void;
}
