import { describe, expect, test } from "bun:test";
import { createSchedule } from "./schedule.ts";

const at = (text: string) => Date.parse(text);
const times = (rule: ReturnType<typeof createSchedule>, from: string, count: number) => {
  const found: string[] = [];
  for (let time = rule.next(at(from)); time !== undefined && found.length < count; time = rule.next(time)) {
    found.push(new Date(time).toISOString());
  }
  return found;
};

describe("a grid", () => {
  const rule = createSchedule({ everyMs: 30_000, offsetMs: 7 });

  test("has its points at whole multiples from the offset, whenever it is asked", () => {
    expect(rule.next(0)).toBe(7);
    expect(rule.next(7)).toBe(30_007);
    expect(rule.next(30_006)).toBe(30_007);
    expect(rule.latest(30_006)).toBe(7);
    expect(rule.latest(30_007)).toBe(30_007);
  });

  test("is refused when it has no step", () => {
    expect(() => createSchedule({ everyMs: 0 })).toThrow("every 0 ms");
    expect(() => createSchedule({ everyMs: Number.NaN })).toThrow(RangeError);
  });
});

describe("a calendar rule", () => {
  test("follows its time zone", () => {
    const rule = createSchedule({ cron: "0 9 * * *", timeZone: "Asia/Tokyo" });
    expect(times(rule, "2026-01-01T00:00:00Z", 2)).toEqual(["2026-01-02T00:00:00.000Z", "2026-01-03T00:00:00.000Z"]);
  });

  test("fires once when the hour is skipped in spring", () => {
    const rule = createSchedule({ cron: "30 2 * * *", timeZone: "Europe/Berlin" });
    const found = times(rule, "2026-03-28T12:00:00Z", 2);
    expect(found).toEqual(["2026-03-29T01:00:00.000Z", "2026-03-30T00:30:00.000Z"]);
  });

  test("fires once when the hour comes twice in autumn", () => {
    const rule = createSchedule({ cron: "30 2,14 * * *", timeZone: "Europe/Berlin" });
    const found = times(rule, "2026-10-24T13:00:00Z", 3);
    expect(found).toEqual(["2026-10-25T00:30:00.000Z", "2026-10-25T13:30:00.000Z", "2026-10-26T01:30:00.000Z"]);
  });

  test("knows its latest time, the present one included", () => {
    const rule = createSchedule({ cron: "0 * * * *" });
    expect(rule.latest(at("2026-01-01T10:00:00Z"))).toBe(at("2026-01-01T10:00:00Z"));
    expect(rule.latest(at("2026-01-01T09:59:59.999Z"))).toBe(at("2026-01-01T09:00:00Z"));
  });

  test("is refused with a sentence when it is none, or its time zone is none", () => {
    expect(() => createSchedule({ cron: "every day" })).toThrow('"every day" is not a calendar rule');
    expect(() => createSchedule({ cron: "0 9 * * *", timeZone: "Mars/Base" })).toThrow("is not a calendar rule");
  });
});
