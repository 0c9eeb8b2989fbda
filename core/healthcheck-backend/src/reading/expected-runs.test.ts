import { expect, test } from "bun:test";
import { gridOf, slotAt, slotStart } from "@checkstack/healthcheck-common";
import { NINE } from "../testing/fixtures.ts";
import { expectedRuns } from "./uptime.ts";

const MINUTE = 60_000;
const check = "0193b5a0-0000-7000-8000-000000000001";
const grid = gridOf(check, MINUTE);
/** A moment in the middle of the slot that comes `slots` after the one of nine o'clock. */
const middleOf = (slots: number): number => slotStart(grid, slotAt(grid, NINE) + slots) + MINUTE / 2;
const schedule = (from: number, to: number | null) => ({
  startedAt: new Date(middleOf(from)),
  endedAt: to === null ? null : new Date(middleOf(to)),
  intervalMs: MINUTE,
});

test.each([
  // schedules, window, and the runs there should be
  ["a schedule that lasts", [schedule(0, null)], [-100, 10], 10],
  ["a schedule that began before the window", [schedule(-100, null)], [0, 10], 9],
  ["a schedule that has ended", [schedule(0, 4)], [-100, 10], 5],
  ["a schedule that ended before the window", [schedule(-9, -4)], [0, 10], 0],
  ["a schedule that has just begun", [schedule(10, null)], [0, 10], 0],
  ["a change in the middle, which is run at once", [schedule(0, 4), schedule(4, null)], [-100, 10], 11],
  ["a pause in the middle", [schedule(0, 4), schedule(8, null)], [-100, 10], 7],
] as const)("%s", (_, schedules, [from, until], expected) => {
  const window = { from: middleOf(from), until: middleOf(until) };
  expect(expectedRuns(check, schedules, window)).toBe(expected);
});
