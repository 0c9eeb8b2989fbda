import type { authContract } from "@checkstack/auth-common";
import type { Person, ContractClient } from "@checkstack/common";
import { createRouterClient } from "@orpc/server";
import type { createAuthService } from "../auth-service.ts";

type Service = Awaited<ReturnType<typeof createAuthService>>;

/** Somebody outside: keeps cookies, or sends an API key. */
export interface Browser {
  readonly cookies: Map<string, string>;
  /** Headers of the last answer. */
  readonly answer: () => Headers;
  readonly headers: () => Headers;
  call<T>(work: (api: ContractClient<typeof authContract>) => Promise<T>): Promise<T>;
  person(): Promise<Person>;
}

export function createBrowser(
  service: Service,
  {
    address = "203.0.113.7",
    key,
    cookies = new Map(),
  }: { address?: string; key?: string; cookies?: Map<string, string> } = {},
): Browser {
  let answer = new Headers();

  function headers(): Headers {
    const sent = new Headers({ "user-agent": "Test browser" });
    if (key !== undefined) sent.set("authorization", `Bearer ${key}`);
    if (cookies.size > 0) sent.set("cookie", [...cookies].map(([name, value]) => `${name}=${value}`).join("; "));
    return sent;
  }

  function keepCookies(): void {
    for (const cookie of answer.getSetCookie()) {
      const [pair = "", ...attributes] = cookie.split("; ");
      const [name = "", value = ""] = pair.split("=");
      if (attributes.includes("Max-Age=0")) cookies.delete(name);
      else cookies.set(name, value);
    }
  }

  const person = () => service.authenticator.authenticate(headers());

  return {
    cookies,
    headers,
    answer: () => answer,
    person,
    async call(work) {
      answer = new Headers();
      const request = new Request("http://localhost:3000/api/auth", { headers: headers() });
      const http = { request, clientAddress: address, responseHeaders: answer };
      const api = createRouterClient(service.router, { context: { principal: await person(), http } });
      try {
        return await work(api);
      } finally {
        keepCookies();
      }
    },
  };
}
