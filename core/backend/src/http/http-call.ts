import type { CallContext } from "@checkstack/backend-api";

/** What a handler may know and say of the request; made on demand, because few ask. */
export class HttpCall implements NonNullable<CallContext["http"]> {
  readonly request: Request;
  readonly #clientAddress: () => string;
  #responseHeaders: Headers | undefined;

  constructor(request: Request, clientAddress: () => string) {
    this.request = request;
    this.#clientAddress = clientAddress;
  }

  get clientAddress(): string {
    return this.#clientAddress();
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
