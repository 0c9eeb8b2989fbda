import { expect, test } from "bun:test";
import { createCrowdWarning } from "./crowd-warning.ts";

test("a crowd that stays is told once a minute, one that passes is not", () => {
  const told: unknown[] = [];
  const crowd = createCrowdWarning({ logger: { warn: (_message, details) => void told.push(details) } });
  crowd.see(500, 0);
  crowd.see(400, 9000);
  crowd.see(0, 9500);
  crowd.see(7, 10_000);
  crowd.see(7, 15_000);
  expect(told).toEqual([]);
  crowd.see(8, 20_000);
  crowd.see(9, 21_000);
  expect(told).toEqual([{ waiting: 8 }]);
  crowd.see(9, 81_000);
  expect(told).toHaveLength(2);
});
