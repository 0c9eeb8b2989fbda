import { expect, test } from "bun:test";
import { quietLogger } from "../testing/fixtures.ts";
import { createPace, nextAllowance } from "./pace.ts";

const parts = { clock: { monotonic: () => performance.now() }, logger: quietLogger };

test("a process that has time lets everybody begin at once", () => {
  using pace = createPace(parts);
  expect(Array.from({ length: 100 }, () => pace.enter())).toEqual(Array.from({ length: 100 }, () => undefined));
});

test("a process that is late with itself lets fewer begin, the others in their turn, and more again when it is in time", async () => {
  using pace = createPace(parts);
  const order: number[] = [];
  for (let round = 0; pace.allowance > 10 && round < 1000; round++) {
    // Its time goes into what it has begun.
    for (let n = 0; n < 20; n++) void pace.enter();
    Bun.sleepSync(100);
    await new Promise((resolve) => setImmediate(resolve));
  }
  const shrunk = pace.allowance;
  expect(shrunk).toBeLessThanOrEqual(10);
  const turns = Array.from({ length: 200 }, (_, n) => pace.enter()?.then(() => order.push(n)));
  expect(turns.filter((turn) => turn !== undefined).length).toBeGreaterThan(100);
  await Promise.all(turns);
  expect(order).toEqual(order.toSorted((a, b) => a - b));
  while (pace.allowance <= shrunk) await Bun.sleep(5);
});

test("runs under way hold nobody back, however many wait for slow targets", async () => {
  using pace = createPace(parts);
  for (let round = 0; round < 40; round++) {
    for (let n = 0; n < 50; n++) await pace.enter();
    await Bun.sleep(1);
  }
  // Two thousand have begun, and none of them has to end for the next.
  await pace.enter();
});

test("the allowance gives way quickly, comes back slowly, and keeps within its bounds", () => {
  expect(nextAllowance(500, 200)).toBe(350);
  expect(nextAllowance(5, 200)).toBe(4);
  expect(nextAllowance(100, 30)).toBe(100);
  expect(nextAllowance(100, 1)).toBe(104);
  expect(nextAllowance(499, 1)).toBe(500);
});
