import { afterEach, expect, test } from "bun:test";
import { earlyAnswer } from "./early-answer.ts";

afterEach(() => void Reflect.deleteProperty(globalThis, "checkstackEarly"));

const ask = (path: string, body?: string) =>
  earlyAnswer(new Request(`https://example.org${path}`, { method: "POST", ...(body !== undefined && { body }) }));

const asked = (question: string, answer: Promise<Response>) =>
  void Reflect.set(globalThis, "checkstackEarly", new Map([[question, answer]]));

test("what the page asked early is answered once, and then it is the server's turn", async () => {
  asked("/api/auth/rpc/session ", Promise.resolve(new Response("early")));
  expect(await ask("/api/auth/rpc/users/list")).toBeUndefined();
  expect(await (await ask("/api/auth/rpc/session"))?.text()).toBe("early");
  expect(await ask("/api/auth/rpc/session")).toBeUndefined();
});

test("another question to the same procedure is another question", async () => {
  asked('/api/catalog/rpc/systems/list {"json":{"limit":2000}}', Promise.resolve(new Response("early")));
  expect(await ask("/api/catalog/rpc/systems/list", '{"json":{"limit":8}}')).toBeUndefined();
  expect(await (await ask("/api/catalog/rpc/systems/list", '{"json":{"limit":2000}}'))?.text()).toBe("early");
});

test("an early answer that says no, or never came, is asked for again", async () => {
  asked("/api/auth/rpc/session ", Promise.resolve(new Response("", { status: 401 })));
  expect(await ask("/api/auth/rpc/session")).toBeUndefined();
  asked("/api/auth/rpc/session ", Promise.reject(new TypeError("no connection")));
  expect(await ask("/api/auth/rpc/session")).toBeUndefined();
});

test("a page that asked nothing early has no early answers", async () => {
  expect(await ask("/api/auth/rpc/session")).toBeUndefined();
});
