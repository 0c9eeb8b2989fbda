import type { CallContext } from "@checkstack/backend-api";
import type { Server } from "bun";
import type { ClientAddress } from "./client-address.ts";
import type { SocketState } from "./open-sockets.ts";

/** What a handler may know and say of the request; made on demand, because few ask. */
export class HttpCall implements NonNullable<CallContext["http"]> {
  readonly request: Request;
  readonly #server: Server<SocketState>;
  readonly #clientAddress: ClientAddress;
  #responseHeaders: Headers | undefined;

  constructor(request: Request, server: Server<SocketState>, clientAddress: ClientAddress) {
    this.request = request;
    this.#server = server;
    this.#clientAddress = clientAddress;
  }

  get clientAddress(): string {
    const peer = this.#server.requestIP(this.request)?.address ?? "";
    return this.#clientAddress(peer, this.request.headers.get("x-forwarded-for"));
  }

  get responseHeaders(): Headers {
    this.#responseHeaders ??= new Headers();
    return this.#responseHeaders;
  }

  /** Adds what the handler asked for; `set-cookie` may occur several times. */
  addHeadersTo(response: Response): Response {
    if (!this.#responseHeaders) return response;
    for (const [name, value] of this.#responseHeaders) {
      if (name === "set-cookie") response.headers.append(name, value);
      else response.headers.set(name, value);
    }
    return response;
  }
}
