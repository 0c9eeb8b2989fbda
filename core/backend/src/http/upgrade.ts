import type { Person } from "@checkstack/common";
import { ORPCError } from "@orpc/client";
import type { Server } from "bun";
import { authorize } from "../rpc/authorize.ts";
import type { SocketEndpoint, SocketState } from "./open-sockets.ts";
import type { OriginPolicy } from "./origin.ts";
import { notFound } from "./problem.ts";

export interface UpgradeOptions {
  readonly authenticate: (headers: Headers) => Promise<Person>;
  readonly origins: OriginPolicy;
  /** What the client asked, where another process passed it on. */
  readonly asked?: { readonly url: string; readonly headers: Headers };
}

/** Turns a request into a socket, after its Origin and its access were checked; throws the problem otherwise. */
export async function upgradeSocket(
  request: Request,
  server: Server<SocketState>,
  endpoint: SocketEndpoint | undefined,
  { authenticate, origins, asked = request }: UpgradeOptions,
): Promise<Response> {
  if (!endpoint) throw notFound(new URL(asked.url).pathname);
  if (request.headers.get("upgrade")?.toLowerCase() !== "websocket") {
    throw new ORPCError("UPGRADE_REQUIRED", { status: 426, message: "This address takes WebSocket connections only." });
  }
  origins.check(request);
  // Kept beyond the request, which the server recycles.
  const headers = new Headers(asked.headers);
  const person = await authenticate(headers);
  authorize(person, endpoint.pluginId, endpoint.access);
  const data: SocketState = {
    id: crypto.randomUUID(),
    endpoint,
    request: { url: asked.url, headers },
    person,
    closing: false,
  };
  // The server ignores this answer: the connection is a socket by now.
  if (server.upgrade(request, { data })) return new Response(null);
  throw new ORPCError("BAD_REQUEST", { status: 400, message: "The WebSocket handshake is not valid." });
}
