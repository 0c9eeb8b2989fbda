import * as z from "zod";

/** A person with a browser: keeps cookies, and goes to any of several addresses of one platform in turn. */
export interface Visitor {
  /** The JSON of a successful answer; throws what the platform said otherwise. */
  get<T>(path: string, answer: z.ZodType<T>): Promise<T>;
  send<T>(method: "POST" | "DELETE", path: string, body: unknown, answer: z.ZodType<T>): Promise<T>;
  /** Every signal that comes for these, as it comes. */
  listen(signals: readonly string[]): Promise<SignalLog>;
}

export interface SignalLog extends Disposable {
  /** Resolves with the first payload of `signal` that fits. */
  heard<T>(signal: string, fits: z.ZodType<T>): Promise<T>;
}

const serverMessage = z.discriminatedUnion("type", [
  z.object({ type: z.literal("signal"), id: z.string(), payload: z.unknown() }),
  z.object({ type: z.literal("subscribed"), signals: z.array(z.string()) }),
  z.object({ type: z.literal("refused"), signals: z.array(z.string()), reason: z.string() }),
  z.object({ type: z.literal("ping") }),
]);

export function createVisitor(addresses: readonly string[]): Visitor {
  const cookies = new Map<string, string>();
  let turn = 0;
  const nextAddress = (): string => addresses[turn++ % addresses.length] ?? "";
  const headers = (address: string): Record<string, string> => ({
    origin: address,
    cookie: [...cookies].map(([name, value]) => `${name}=${value}`).join("; "),
  });

  async function ask<T>(path: string, init: RequestInit, answer: z.ZodType<T>): Promise<T> {
    const address = nextAddress();
    const response = await fetch(address + path, { ...init, headers: { ...headers(address), ...jsonHeaders(init) } });
    for (const line of response.headers.getSetCookie()) {
      const [name = "", value = ""] = (line.split(";", 1)[0] ?? "").split("=", 2);
      cookies.set(name, value);
    }
    const text = await response.text();
    if (!response.ok) throw new Error(`${path} at ${address}: ${response.status} ${text}`);
    return answer.parse(text === "" ? undefined : JSON.parse(text));
  }

  return {
    get: (path, answer) => ask(path, {}, answer),
    send: (method, path, body, answer) => ask(path, { method, body: JSON.stringify(body) }, answer),
    async listen(signals) {
      const address = nextAddress();
      const socket = new WebSocket(`${address.replace("http", "ws")}/api/signals/ws`, { headers: headers(address) });
      const told: { id: string; payload: unknown }[] = [];
      let changed = Promise.withResolvers<void>();
      const subscribed = Promise.withResolvers<void>();
      socket.addEventListener("close", ({ code }) => subscribed.reject(new Error(`the socket closed with ${code}`)));
      socket.addEventListener("open", () => socket.send(JSON.stringify({ type: "subscribe", signals })));
      socket.addEventListener("message", ({ data }) => {
        const message = serverMessage.parse(JSON.parse(String(data)));
        if (message.type === "ping") socket.send(JSON.stringify({ type: "pong" }));
        if (message.type === "subscribed") subscribed.resolve();
        if (message.type === "refused") subscribed.reject(new Error(`${message.signals.join()}: ${message.reason}`));
        if (message.type !== "signal") return;
        told.push(message);
        changed.resolve();
        changed = Promise.withResolvers();
      });
      await subscribed.promise;
      return {
        async heard(signal, fits) {
          for (;;) {
            for (const { id, payload } of told) {
              const parsed = id === signal ? fits.safeParse(payload) : undefined;
              if (parsed?.success) return parsed.data;
            }
            await changed.promise;
          }
        },
        [Symbol.dispose]: () => socket.close(),
      };
    },
  };
}

const jsonHeaders = ({ body }: RequestInit): Record<string, string> =>
  body === undefined ? {} : { "content-type": "application/json" };
