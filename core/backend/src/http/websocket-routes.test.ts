import type { WebSocketHandler } from "@checkstack/backend-api";
import { expect, test } from "bun:test";
import { asBearer, asCookie, createTestScope, startTestPlatform } from "./test-platform.ts";
import { openSocket } from "./test-socket.ts";

const rule = { id: "thing.read", description: "Read things" };

async function start(handlers: Record<string, WebSocketHandler>) {
  const platform = await startTestPlatform();
  const scope = createTestScope("demo");
  const registry = platform.sockets.registryFor(scope);
  for (const [path, handler] of Object.entries(handlers)) registry.register(path, handler);
  const open = (path: string, headers: Record<string, string> = {}) =>
    openSocket(`${platform.url}/api/ws/demo${path}`, { origin: platform.url, ...headers });
  return { ...platform, scope, registry, open };
}

const echo: WebSocketHandler = {
  access: [rule],
  open: (socket) => void socket.send(JSON.stringify({ hello: socket.principal })),
  message: (socket, data) => void socket.send(data),
};

test("a socket knows who is behind it and answers", async () => {
  await using platform = await start({ "/": echo, "/events": echo });
  for (const path of ["", "/", "/events"]) {
    const socket = await platform.open(path, asCookie("reader"));
    expect(await socket.next()).toMatchObject({ hello: { type: "user", id: "reader" } });
    socket.send({ a: 1 });
    expect(await socket.next()).toEqual({ a: 1 });
  }
});

test("access and origin are checked before the upgrade", async () => {
  await using platform = await start({ "/": echo });
  const url = `${platform.url}/api/ws/demo`;
  const statusOf = async (headers: Record<string, string>, address = url) =>
    (await fetch(address, { headers: { upgrade: "websocket", connection: "upgrade", ...headers } })).status;
  expect(await statusOf({})).toBe(401);
  expect(await statusOf(asBearer("nobody"))).toBe(403);
  expect(await statusOf({ ...asCookie("reader"), origin: "https://evil.example" })).toBe(403);
  expect(await statusOf(asCookie("reader"))).toBe(403);
  expect(await statusOf(asBearer("reader"), `${url}/nowhere`)).toBe(404);
  expect((await fetch(url, { headers: asBearer("reader") })).status).toBe(426);
});

test("an exception closes its own socket and is the plugin's", async () => {
  await using platform = await start({
    "/": {
      access: "public",
      message(socket, data) {
        if (data === "throw") throw new Error("bug");
        socket.send(JSON.stringify({ ok: true }));
      },
    },
    "/later": {
      access: "public",
      message: async () => {
        throw new Error("late bug");
      },
    },
  });
  const [bad, good, late] = [await platform.open("/"), await platform.open("/"), await platform.open("/later")];
  bad.send("throw");
  expect((await bad.closed).code).toBe(1011);
  late.send("x");
  expect((await late.closed).code).toBe(1011);
  good.send("x");
  expect(await good.next()).toEqual({ ok: true });
  expect(platform.errors).toEqual([
    { pluginId: "demo", error: new Error("bug") },
    { pluginId: "demo", error: new Error("late bug") },
  ]);
});

test("a full buffer says so, and says when it has room again", async () => {
  const results: string[] = [];
  const drained = Promise.withResolvers<void>();
  await using platform = await start({
    "/": {
      access: "public",
      message(socket) {
        const chunk = new Uint8Array(256 * 1024);
        for (let index = 0; index < 200 && results.at(-1) !== "blocked"; index += 1) results.push(socket.send(chunk));
      },
      drain: () => drained.resolve(),
    },
  });
  const client = new WebSocket(`${platform.url.replace("http", "ws")}/api/ws/demo`);
  client.addEventListener("open", () => client.send("go"));
  await drained.promise;
  expect(results).toContain("queued");
  expect(results.at(-1)).toBe("blocked");
  client.close();
});

test("a lost rule closes the socket, and so does the end of the plugin", async () => {
  await using platform = await start({ "/": echo });
  const reader = platform.people.get("reader");
  if (!reader) throw new Error("no reader");
  const losing = await platform.open("/", asCookie("reader"));
  const staying = await platform.open("/", asCookie("manager"));
  platform.people.set("reader", { ...reader, accessRules: [] });
  expect((await losing.closed).code).toBe(4403);
  await platform.scope.end();
  expect((await staying.closed).code).toBe(1012);
  await expect(platform.open("/", asCookie("manager"))).rejects.toThrow("refused");
});

test("a server that stops says that it goes away", async () => {
  const platform = await start({ "/": echo });
  const socket = await platform.open("/", asCookie("reader"));
  await platform[Symbol.asyncDispose]();
  expect((await socket.closed).code).toBe(1001);
});

test("a path is registered once, with a slash", async () => {
  await using platform = await start({ "/": echo });
  expect(() => platform.registry.register("/", echo)).toThrow('registers WebSocket path "/" twice');
  expect(() => platform.registry.register("events", echo)).toThrow("must start with a slash");
});
