import { expect, test } from "bun:test";
import { parseServerMessage, reconnectDelay } from "./signal-protocol.ts";

test("a signal is read with its subject and its instant", () => {
  const frame = JSON.stringify({
    type: "signal",
    id: "a.b",
    payload: { n: 1 },
    subject: "s",
    at: "2026-03-01T00:00:00Z",
  });
  expect(parseServerMessage(frame)).toEqual({
    type: "signal",
    id: "a.b",
    payload: { n: 1 },
    subject: "s",
    at: new Date("2026-03-01T00:00:00Z"),
  });
});

test("what is not understood is ignored", () => {
  for (const frame of ["", "{", "null", "[]", '{"type":"news"}', '{"type":"signal"}', new ArrayBuffer(1)]) {
    expect(parseServerMessage(frame)).toBeUndefined();
  }
});

test("a refusal names the signals", () => {
  expect(parseServerMessage('{"type":"refused","signals":["a.b",3]}')).toEqual({ type: "refused", signals: ["a.b"] });
});

test("reconnecting waits longer each time, up to half a minute, and spreads out", () => {
  expect([0, 1, 2, 20].map((attempt) => reconnectDelay(attempt, 0))).toEqual([500, 1000, 2000, 30_000]);
  expect(reconnectDelay(20, 1)).toBe(15_000);
});
