import { expect, test } from "bun:test";
import { checkStatuses, worstStatus } from "./status.ts";

test("the worst status of several is the one that needs attention first", () => {
  expect(worstStatus(["healthy", "unhealthy", "degraded"])).toBe("unhealthy");
  expect(worstStatus(["healthy", "inconclusive"])).toBe("inconclusive");
  expect(worstStatus(["maintenance", "healthy"])).toBe("maintenance");
});

test("a paused check hides no other, and is told only when all are paused", () => {
  expect(worstStatus(["paused", "healthy"])).toBe("healthy");
  expect(worstStatus(["paused", "paused"])).toBe("paused");
});

test("nothing to judge is unknown", () => {
  expect(worstStatus([])).toBe("unknown");
});

test("every status has a place in the order", () => {
  for (const status of checkStatuses) expect(worstStatus([status])).toBe(status);
});
