import { expect, test } from "bun:test";
import { gridOf, phaseOf, slotAt, slotStart } from "./slot.ts";

const ids = Array.from({ length: 10_000 }, (_, i) => `check-${i}`);

test("a slot holds every moment from its start to the millisecond before the next", () => {
  for (const intervalMs of [1000, 30_000, 86_400_000]) {
    const grid = gridOf("a", intervalMs);
    const slot = slotAt(grid, 1_790_000_000_123);
    const start = slotStart(grid, slot);
    expect(slotAt(grid, start)).toBe(slot);
    expect(slotAt(grid, start + intervalMs - 1)).toBe(slot);
    expect(slotAt(grid, start + intervalMs)).toBe(slot + 1);
    expect(slotAt(grid, start - 1)).toBe(slot - 1);
  }
});

test("the phase of a check never changes", () => {
  expect(phaseOf("0198f2a0-0000-7000-8000-000000000001", 60_000)).toBe(31_800);
});

test("checks with neighbouring ids are spread evenly over the interval", () => {
  const tenths = Array.from({ length: 10 }, () => 0);
  for (const id of ids)
    tenths[Math.floor(phaseOf(id, 30_000) / 3000)] = (tenths[Math.floor(phaseOf(id, 30_000) / 3000)] ?? 0) + 1;
  for (const count of tenths) {
    expect(count).toBeGreaterThan(850);
    expect(count).toBeLessThan(1150);
  }
});

test("in the grid of one second, no single millisecond gets a crowd of checks", () => {
  const perMillisecond = Map.groupBy(ids, (id) => phaseOf(id, 1000));
  expect(Math.max(...[...perMillisecond.values()].map(({ length }) => length))).toBeLessThan(30);
});

test("checks of long intervals are due at moments that they share, whatever their interval", () => {
  for (const intervalMs of [30_000, 45_000, 3_600_000]) {
    for (const id of ids) expect(slotStart(gridOf(id, intervalMs), 7) % 100).toBe(0);
  }
});
