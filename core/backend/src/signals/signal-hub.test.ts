import { expect, test } from "bun:test";
import { connect } from "node:net";
import { asCookie, demoSignals, startTestPlatform } from "../http/test-platform.ts";
import { openSocket } from "../http/test-socket.ts";
import { until } from "../testing/until.ts";

async function start() {
  const platform = await startTestPlatform();
  const registered = Object.values(demoSignals).map((signal) => platform.signals.register(signal));
  const origin = { origin: platform.url };
  const open = (name?: string) =>
    openSocket(`${platform.url}/api/signals/ws`, name === undefined ? origin : { ...origin, ...asCookie(name) });
  return { ...platform, registered, open, emit: platform.signals.emitter("demo") };
}

const subscribe = { type: "subscribe", signals: ["demo.open", "demo.guarded", "demo.nosuch"] };

test("a stranger gets what is public and nothing else", async () => {
  await using platform = await start();
  const socket = await platform.open();
  socket.send(subscribe);
  expect(await socket.next()).toEqual({ type: "subscribed", signals: ["demo.open"] });
  expect(await socket.next()).toEqual({ type: "refused", signals: ["demo.guarded"], reason: "unauthorized" });
  expect(await socket.next()).toEqual({ type: "refused", signals: ["demo.nosuch"], reason: "unknown" });
  platform.emit(demoSignals.guarded, { n: 1 });
  platform.emit(demoSignals.open, { n: 2 }, { subject: "s" });
  expect(await socket.next()).toEqual({
    type: "signal",
    id: "demo.open",
    payload: { n: 2 },
    subject: "s",
    at: expect.any(String),
  });
});

test("who holds the rule gets the signal, who does not is told so", async () => {
  await using platform = await start();
  const [reader, nobody] = [await platform.open("reader"), await platform.open("nobody")];
  reader.send({ type: "subscribe", signals: ["demo.guarded"] });
  nobody.send({ type: "subscribe", signals: ["demo.guarded"] });
  expect(await reader.next()).toEqual({ type: "subscribed", signals: ["demo.guarded"] });
  expect(await nobody.next()).toEqual({ type: "refused", signals: ["demo.guarded"], reason: "forbidden" });
  platform.emit(demoSignals.guarded, { n: 1 });
  expect(await reader.next()).toMatchObject({ type: "signal", id: "demo.guarded" });
});

test("of many for one subject the first and the last arrive", async () => {
  await using platform = await start();
  const socket = await platform.open();
  socket.send({ type: "subscribe", signals: ["demo.open"] });
  await socket.next();
  for (let n = 0; n < 100; n += 1) platform.emit(demoSignals.open, { n }, { subject: "a" });
  expect([await socket.next(), await socket.next()]).toMatchObject([{ payload: { n: 0 } }, { payload: { n: 99 } }]);
});

test("a sign-out closes open sockets with 4401", async () => {
  await using platform = await start();
  const socket = await platform.open("reader");
  platform.people.delete("reader");
  expect(await socket.closed).toEqual({ code: 4401, reason: "the session ended" });
});

test("a rule that is taken away or given changes what an open socket gets", async () => {
  await using platform = await start();
  const socket = await platform.open("reader");
  const reader = platform.people.get("reader");
  if (!reader) throw new Error("no reader");
  socket.send({ type: "subscribe", signals: ["demo.guarded"] });
  expect(await socket.next()).toMatchObject({ type: "subscribed" });
  platform.people.set("reader", { ...reader, accessRules: [] });
  expect(await socket.next()).toEqual({ type: "refused", signals: ["demo.guarded"], reason: "forbidden" });
  platform.people.set("reader", reader);
  expect(await socket.next()).toEqual({ type: "subscribed", signals: ["demo.guarded"] });
});

test("a signal that comes later reaches who asked for it before, and goes with its plugin", async () => {
  await using platform = await start();
  for (const registered of platform.registered) registered[Symbol.dispose]();
  const socket = await platform.open();
  socket.send({ type: "subscribe", signals: ["demo.open"] });
  expect(await socket.next()).toEqual({ type: "refused", signals: ["demo.open"], reason: "unknown" });
  const back = platform.signals.register(demoSignals.open);
  expect(await socket.next()).toEqual({ type: "subscribed", signals: ["demo.open"] });
  back[Symbol.dispose]();
  expect(await socket.next()).toEqual({ type: "refused", signals: ["demo.open"], reason: "unknown" });
  expect(() => platform.emit(demoSignals.open, { n: 1 })).toThrow("call registerSignals first");
});

test("what is unsubscribed stops", async () => {
  await using platform = await start();
  const socket = await platform.open();
  socket.send({ type: "subscribe", signals: ["demo.open"] });
  await socket.next();
  socket.send({ type: "unsubscribe", signals: ["demo.open"] });
  socket.send({ type: "subscribe", signals: ["demo.nosuch"] });
  await socket.next();
  platform.emit(demoSignals.open, { n: 1 });
  socket.send({ type: "subscribe", signals: ["demo.nosuch"] });
  expect(await socket.next()).toMatchObject({ type: "refused" });
});

test("what is not the protocol closes the socket", async () => {
  await using platform = await start();
  for (const message of ["{", "[]", `{"type":"subscribe","signals":"all"}`]) {
    const socket = await platform.open();
    socket.send(message);
    expect((await socket.closed).code).toBe(1008);
  }
});

test("a foreign page cannot open a socket, with cookies or without", async () => {
  await using platform = await start();
  const url = `${platform.url}/api/signals/ws`;
  await expect(openSocket(url, { origin: "https://evil.example", ...asCookie("reader") })).rejects.toThrow("refused");
  await expect(openSocket(url, { origin: "https://evil.example" })).rejects.toThrow("refused");
  await expect(openSocket(url, asCookie("reader"))).rejects.toThrow("refused");
});

test("a plugin emits its own signals alone, with payloads that match", async () => {
  await using platform = await start();
  expect(() => platform.signals.emitter("other")(demoSignals.open, { n: 1 })).toThrow(
    'plugin "other" emits signal "demo.open", which it did not register',
  );
  // @ts-expect-error a payload that plain JavaScript could send
  expect(() => platform.emit(demoSignals.open, { n: "1" })).toThrow('signal "demo.open" does not match its schema');
});

test("a reader that does not read is dropped instead of filling the memory", async () => {
  await using platform = await start();
  const lazy = connect(platform.server.port, "127.0.0.1");
  const key = Buffer.from("0123456789abcdef").toString("base64");
  const opened = new Promise((resolve) => lazy.once("data", resolve));
  lazy.write(
    `GET /api/signals/ws HTTP/1.1\r\nHost: x\r\nUpgrade: websocket\r\nConnection: Upgrade\r\n` +
      `Sec-WebSocket-Key: ${key}\r\nSec-WebSocket-Version: 13\r\n\r\n`,
  );
  await opened;
  const subscribed = new Promise((resolve) => lazy.once("data", resolve));
  lazy.write(maskedFrame(JSON.stringify({ type: "subscribe", signals: ["demo.open"] })));
  await subscribed;
  lazy.pause();
  const eager = await platform.open();
  eager.send({ type: "subscribe", signals: ["demo.open"] });
  await eager.next();

  const closed = new Promise<void>((resolve) => lazy.once("close", () => resolve()));
  lazy.on("error", () => {});
  // Subjects of their own are not coalesced: about 20 MB, more than any socket buffer takes.
  for (let index = 0; index < 100; index += 1) {
    platform.emit(demoSignals.open, { n: index }, { subject: `${index}-${"x".repeat(200_000)}` });
    expect(await eager.next()).toMatchObject({ payload: { n: index } });
  }
  lazy.resume();
  await closed;
  eager.close();
});

/** RFC 6455 section 5: a text frame as a client sends it, masked with zeros. */
function maskedFrame(text: string): Buffer {
  const payload = Buffer.from(text);
  return Buffer.concat([Buffer.from([0x81, 0x80 | payload.length, 0, 0, 0, 0]), payload]);
}

test("who asks for one subject gets that one, and what nobody asks for is not sent", async () => {
  await using platform = await start();
  const [one, all] = [await platform.open(), await platform.open()];
  one.send({ type: "subscribe", signals: ["demo.open#a"] });
  all.send({ type: "subscribe", signals: ["demo.open"] });
  expect(await one.next()).toEqual({ type: "subscribed", signals: ["demo.open#a"] });
  await all.next();
  platform.emit(demoSignals.open, { n: 1 }, { subject: "b" });
  platform.emit(demoSignals.open, { n: 2 }, { subject: "a" });
  expect(await one.next()).toMatchObject({ payload: { n: 2 }, subject: "a", scoped: true });
  expect(await all.next()).toMatchObject({ payload: { n: 1 }, subject: "b" });
  expect(await all.next()).toMatchObject({ payload: { n: 2 }, subject: "a" });
});

test("a guarded signal is guarded for each of its subjects too", async () => {
  await using platform = await start();
  const socket = await platform.open();
  socket.send({ type: "subscribe", signals: ["demo.guarded#a"] });
  expect(await socket.next()).toEqual({ type: "refused", signals: ["demo.guarded#a"], reason: "unauthorized" });
});

test("what somebody listens for is known as long as the last of them does, and may", async () => {
  await using platform = await start();
  const changes: string[][] = [];
  using _hearing = platform.signals.onWanted(() => void changes.push(platform.signals.wanted().toSorted()));
  const [stranger, reader] = [await platform.open(), await platform.open("reader")];
  stranger.send({ type: "subscribe", signals: ["demo.open", "demo.guarded", "demo.nosuch"] });
  await until(() => changes.length === 1);
  reader.send({ type: "subscribe", signals: ["demo.open", "demo.guarded#1"] });
  await until(() => changes.length === 2);
  stranger.send({ type: "unsubscribe", signals: ["demo.open"] });
  stranger.send({ type: "unsubscribe", signals: ["demo.open", "demo.guarded"] });
  stranger.send({ type: "subscribe", signals: [] });
  reader.close();
  await until(() => changes.length === 4);
  expect(changes).toEqual([["demo.open"], ["demo.guarded#1", "demo.open"], ["demo.guarded#1"], []]);
});
