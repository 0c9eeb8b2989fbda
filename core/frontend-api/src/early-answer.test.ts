import { afterEach, expect, test } from "bun:test";
import { earlyAnswer } from "./early-answer.ts";

afterEach(() => void Reflect.deleteProperty(globalThis, "checkstackEarly"));

test("what the page asked early is answered once, and then it is the server's turn", async () => {
  const answer = Promise.resolve(new Response("early"));
  Reflect.set(globalThis, "checkstackEarly", new Map([["/api/auth/rpc/session", answer]]));
  expect(earlyAnswer("https://example.org/api/auth/rpc/users/list")).toBeUndefined();
  expect(await (await earlyAnswer("https://example.org/api/auth/rpc/session"))?.text()).toBe("early");
  expect(earlyAnswer("https://example.org/api/auth/rpc/session")).toBeUndefined();
});

test("a page that asked nothing early has no early answers", () => {
  expect(earlyAnswer("https://example.org/api/auth/rpc/session")).toBeUndefined();
});
