import { expect, test } from "bun:test";
import { quietLogger } from "../testing/fixtures.ts";
import { createPace, nextLimit } from "./pace.ts";

const parts = { clock: { monotonic: () => performance.now() }, logger: quietLogger };

test("whoever comes when all places are taken waits, and is let in by whoever leaves, first come first served", async () => {
  using pace = createPace({ ...parts, maxAtOnce: 2 });
  expect([pace.enter(), pace.enter()]).toEqual([undefined, undefined]);
  const order: string[] = [];
  const late = ["third", "fourth"].map((name) => pace.enter()?.then(() => order.push(name)));
  pace.leave();
  await late[0];
  expect(order).toEqual(["third"]);
  pace.leave();
  await late[1];
  expect(order).toEqual(["third", "fourth"]);
});

test("a process that is late with itself lets fewer go on at once, and more again when it is in time", async () => {
  using pace = createPace({ ...parts, maxAtOnce: 500 });
  for (let n = 0; n < 100; n++) void pace.enter();
  while (pace.limit === 500) {
    Bun.sleepSync(100);
    await Bun.sleep(0);
  }
  const shrunk = pace.limit;
  expect(shrunk).toBeLessThan(500);
  while (pace.limit <= shrunk) await Bun.sleep(5);
});

test("the limit gives way quickly, comes back slowly, and keeps within its bounds", () => {
  const bounds = { least: 24, most: 500 };
  expect(nextLimit(500, { lateMs: 200, ...bounds })).toBe(400);
  expect(nextLimit(25, { lateMs: 200, ...bounds })).toBe(24);
  expect(nextLimit(100, { lateMs: 30, ...bounds })).toBe(100);
  expect(nextLimit(100, { lateMs: 1, ...bounds })).toBe(108);
  expect(nextLimit(499, { lateMs: 1, ...bounds })).toBe(500);
});
