import { expect, test } from "bun:test";
import { isTimeoutTooLong, timeLimitOf } from "./time-limit.ts";

test("a run never reaches into the next slot", () => {
  expect(timeLimitOf(10_000, 60_000)).toBe(10_000);
  expect(timeLimitOf(10_000, 5000)).toBe(4500);
  expect(timeLimitOf(10_000, 1000)).toBe(900);
});

const configSchema = { type: "object", properties: { timeoutMs: { type: "integer", default: 10_000 } } };

test.each<[string, { timeoutMs?: number }, boolean]>([
  ["the default of the strategy, written down", { timeoutMs: 10_000 }, false],
  ["the default of the strategy", {}, false],
  ["a longer one", { timeoutMs: 9000 }, true],
  ["one as long as the interval", { timeoutMs: 5000 }, true],
  ["a shorter one", { timeoutMs: 4999 }, false],
])("of an interval of 5 seconds, %s is refused or not", (_, config, refused) => {
  const timeoutMs = config.timeoutMs ?? 10_000;
  expect(isTimeoutTooLong({ timeoutMs, intervalMs: 5000, config, configSchema })).toBe(refused);
});
