import { expect, test } from "bun:test";
import { createFlowLimit } from "./flow-limit.ts";

test("what is fair passes at once, what is more waits its turn", () => {
  const limit = createFlowLimit({ perSecond: 100, open: 1000 });
  const waits = Array.from({ length: 150 }, () => limit.enter(0));
  expect(waits.slice(0, 100)).toEqual(Array.from({ length: 100 }, () => 0));
  expect(waits.at(-1)).toBe(500);
  expect(limit.enter(2000)).toBe(0);
});

test("a flood is told from a rush by how much is open at once", () => {
  const limit = createFlowLimit({ perSecond: 100, open: 2 });
  limit.enter(0);
  limit.enter(0);
  expect(limit.enter(0)).toBeUndefined();
  limit.leave();
  expect(limit.enter(0)).toBe(0);
});
