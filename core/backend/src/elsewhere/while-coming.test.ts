import { expect, test } from "bun:test";
import type { Elsewhere } from "./endpoint-table.ts";
import { PluginUnreachable, type Delivered } from "./plugin-endpoint.ts";
import { NoHost } from "./try-each.ts";
import { whileComing, type Waiting } from "./while-coming.ts";

const { signal } = new AbortController();
const nowhere: Elsewhere = { endpoints: () => [], isKnown: () => true, pluginIds: () => [] };
/** A host is to be expected as often as it is asked. */
const coming: Elsewhere = { ...nowhere, coming: () => Promise.resolve() };
const waiting: Waiting = { pluginId: "demo", elsewhere: coming, isIdempotent: false, signal };

const lost = (delivered: Delivered) =>
  new PluginUnreachable({ pluginId: "demo", place: "a dead instance" }, { delivered });

/** Throws `errors` one after the other, and then answers how often it was asked. */
function attempts(...errors: readonly Error[]) {
  let asked = 0;
  return {
    asked: () => asked,
    async attempt() {
      const error = errors[asked++];
      if (error) throw error;
      return asked;
    },
  };
}

test("what was not delivered is sent again until somebody is there to take it", async () => {
  expect(await whileComing(waiting, attempts(new NoHost("demo"), lost("no"), new NoHost("demo")).attempt)).toBe(4);
});

test("what was perhaps delivered is sent again only when it reads", async () => {
  expect(await whileComing({ ...waiting, isIdempotent: true }, attempts(lost("perhaps")).attempt)).toBe(2);
  const once = attempts(lost("perhaps"));
  await expect(whileComing(waiting, once.attempt)).rejects.toThrow("was lost while it answered");
  expect(once.asked()).toBe(1);
});

test("what was perhaps delivered twice ends perhaps whoever gets it: nobody else does", async () => {
  const deadly = attempts(lost("perhaps"), new NoHost("demo"), lost("perhaps"));
  await expect(whileComing({ ...waiting, isIdempotent: true }, deadly.attempt)).rejects.toThrow("was lost");
  expect(deadly.asked()).toBe(3);
  const elsewhere = attempts(lost("repeatedly"));
  await expect(whileComing({ ...waiting, isIdempotent: true }, elsewhere.attempt)).rejects.toThrow("was lost");
  expect(elsewhere.asked()).toBe(1);
});

test("what streamed away cannot be sent again, but can wait before it is sent", async () => {
  const once = attempts(new NoHost("demo"), lost("no"));
  await expect(whileComing({ ...waiting, isRepeatable: false }, once.attempt)).rejects.toThrow("cannot be reached");
  expect(once.asked()).toBe(2);
});

test("where no host is to be expected, nobody waits; nor for an error that is an answer", async () => {
  const none = attempts(new NoHost("demo"));
  await expect(whileComing({ ...waiting, elsewhere: nowhere }, none.attempt)).rejects.toBeInstanceOf(NoHost);
  const answered = attempts(new Error("no such thing"));
  await expect(whileComing(waiting, answered.attempt)).rejects.toThrow("no such thing");
  expect([none.asked(), answered.asked()]).toEqual([1, 1]);
});

test("nobody waits for longer than the caller does", async () => {
  const caller = new AbortController();
  const never: Elsewhere = { ...nowhere, coming: () => new Promise(() => {}) };
  const result = whileComing({ ...waiting, elsewhere: never, signal: caller.signal }, async () => {
    caller.abort();
    throw new NoHost("demo");
  });
  await expect(result).rejects.toBeInstanceOf(NoHost);
});
