import { expect, test } from "bun:test";
import { isCheckId, parseRunId, runIdOf } from "./run-id.ts";

const key = { scheduledAt: new Date("2026-11-20T09:00:00.123Z"), slot: 29_394_780, source: "here" };

test("the id of a run holds its whole key", () => {
  expect(parseRunId(runIdOf(key))).toEqual(key);
  expect(parseRunId(runIdOf({ ...key, slot: -3, source: "eu-west-1" }))).toEqual({
    ...key,
    slot: -3,
    source: "eu-west-1",
  });
});

test.each(["", "a", "a-b", "-1-here", "zzzzzzzzzzzz-1-here", "zzzzzzzzzz-1-here", "a-zzzzzzzzzzz-here", "a-1-"])(
  "%p is no id of a run",
  (id) => expect(parseRunId(id)).toBeUndefined(),
);

test("only a UUID can be the id of a check", () => {
  expect(isCheckId(Bun.randomUUIDv7())).toBe(true);
  expect(isCheckId("42")).toBe(false);
});
