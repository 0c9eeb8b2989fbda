import { afterAll, expect, test } from "bun:test";
import { createSignal } from "@checkstack/common";
import { createSignalClient, type SignalClientOptions } from "./signal-client.ts";

const payload = { safeParse: (data: unknown) => ({ success: typeof data === "number", data }) };
const servers: { stop(force: boolean): void }[] = [];
afterAll(() => servers.forEach((server) => server.stop(true)));

/** A real server that tells what it heard and lets the test speak. */
function startServer() {
  const heard: unknown[] = [];
  const waiting: (() => void)[] = [];
  let socket: { send(text: string): void; close(code?: number): void; terminate(): void } | undefined;
  const server = Bun.serve({
    port: 0,
    fetch: (request, self) => (self.upgrade(request) ? undefined : new Response(null, { status: 400 })),
    websocket: {
      open: (opened) => void (socket = opened),
      message(_, text) {
        heard.push(JSON.parse(String(text)));
        waiting.shift()?.();
      },
    },
  });
  servers.push(server);
  return {
    heard,
    next: () => new Promise<void>((resolve) => waiting.push(resolve)),
    send: (message: unknown) => socket?.send(JSON.stringify(message)),
    close: (code?: number) => socket?.close(code),
    terminate: () => socket?.terminate(),
    connect: () => new WebSocket(`ws://localhost:${server.port}`),
  };
}

const clientOf = (server: ReturnType<typeof startServer>, options: Partial<SignalClientOptions> = {}) =>
  createSignalClient({ connect: server.connect, onResumed() {}, onSessionEnded() {}, random: () => 1, ...options });

const count = createSignal<number>(
  { pluginId: "demo", displayName: "Demo" },
  // @ts-expect-error: the package has no validator of its own; the client uses nothing but safeParse.
  { id: "count", access: "public", payload },
);

test("a signal reaches its handler, parsed, and nothing after the handler has gone", async () => {
  const server = startServer();
  const client = clientOf(server);
  const subscribed = server.next();
  const got = Promise.withResolvers<number>();
  const stop = client.subscribe(count, (value) => got.resolve(value));
  await subscribed;
  expect(server.heard).toEqual([{ type: "subscribe", signals: ["demo.count"] }]);
  server.send({ type: "signal", id: "demo.count", payload: 3 });
  expect(await got.promise).toBe(3);
  const unsubscribed = server.next();
  stop();
  await unsubscribed;
  expect(server.heard.at(-1)).toEqual({ type: "unsubscribe", signals: ["demo.count"] });
  client.close();
});

test("a ping is answered", async () => {
  const server = startServer();
  const client = clientOf(server);
  const first = server.next();
  client.subscribe(count, () => {});
  await first;
  const pong = server.next();
  server.send({ type: "ping" });
  await pong;
  expect(server.heard.at(-1)).toEqual({ type: "pong" });
  client.close();
});

test("after a lost connection it subscribes again and says that it was away", async () => {
  const server = startServer();
  const resumed = Promise.withResolvers<void>();
  const client = clientOf(server, { onResumed: resumed.resolve });
  const first = server.next();
  client.subscribe(count, () => {});
  await first;
  const second = server.next();
  server.terminate();
  await Promise.all([second, resumed.promise]);
  expect(server.heard).toHaveLength(2);
  expect(client.state()).toBe("open");
  client.close();
});

test("when the session has ended it says so and stays away until asked", async () => {
  const server = startServer();
  const ended = Promise.withResolvers<void>();
  const client = clientOf(server, { onSessionEnded: ended.resolve });
  const first = server.next();
  client.subscribe(count, () => {});
  await first;
  server.close(4401);
  await ended.promise;
  expect(client.state()).toBe("ended");
  const again = server.next();
  client.reconnect();
  await again;
  expect(client.state()).toBe("open");
  client.close();
});

test("news of one subject goes to who asked for that subject, and to who asked for all", async () => {
  const server = startServer();
  const client = clientOf(server);
  const subscribed = server.next();
  const got: string[] = [];
  const last = Promise.withResolvers<void>();
  client.subscribe(count, (value) => void got.push(`all ${value}`));
  client.subscribe(count, (value) => void got.push(`a ${value}`), { subject: "a" });
  client.subscribe(count, () => last.resolve(), { subject: "end" });
  await subscribed;
  expect(server.heard).toEqual([{ type: "subscribe", signals: ["demo.count", "demo.count#a", "demo.count#end"] }]);
  server.send({ type: "signal", id: "demo.count", payload: 1, subject: "a" });
  server.send({ type: "signal", id: "demo.count", payload: 1, subject: "a", scoped: true });
  server.send({ type: "signal", id: "demo.count", payload: 2, subject: "b" });
  server.send({ type: "signal", id: "demo.count", payload: 3, subject: "end", scoped: true });
  await last.promise;
  expect(got).toEqual(["all 1", "a 1", "all 2"]);
  client.close();
});
