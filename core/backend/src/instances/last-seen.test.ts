import { expect, test } from "bun:test";
import { createLastSeen } from "./last-seen.ts";

test("a plugin is missed for five seconds after it went, and no longer; one that is there or never was is not", () => {
  let now = 0;
  const seen = createLastSeen({ monotonic: () => now });
  const missed = () => ["fruit", "cook", "other"].filter(seen.isMissed);
  seen.note(["fruit", "cook"]);
  expect(missed()).toEqual([]);
  now = 1000;
  seen.note(["cook"]);
  expect(missed()).toEqual(["fruit"]);
  now = 6000;
  seen.note([]);
  expect(missed()).toEqual(["fruit", "cook"]);
  now = 6001;
  expect(missed()).toEqual(["cook"]);
  seen.note(["cook"]);
  expect(missed()).toEqual([]);
});
