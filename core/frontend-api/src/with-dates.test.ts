import { expect, test } from "bun:test";
import { withDates } from "./with-dates.ts";

const at = new Date("2026-05-01T12:00:00Z");
const text = at.toISOString();

test("what the server names becomes a date, and nothing else does", () => {
  const payload = { message: text, at: text, runs: [{ startedAt: text }, { startedAt: text }] };
  expect(withDates(payload, [["at"], ["runs", 1, "startedAt"]])).toEqual({
    message: text,
    at,
    runs: [{ startedAt: text }, { startedAt: at }],
  });
});

test("a payload may be a date itself", () => expect(withDates(text, [[]])).toEqual(at));

test("places that are not there change nothing", () => {
  expect(withDates({ at: null }, [["at", "x"], ["none"], "nonsense"])).toEqual({ at: null });
  expect(withDates(3, undefined)).toBe(3);
});
