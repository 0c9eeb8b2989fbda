import { expect, test } from "bun:test";
import { createReplayWindow } from "./replay-window.ts";

test("each number is accepted once, in whatever order", () => {
  const window = createReplayWindow();
  const numbers = [5, 3, 4, 0, 1, 2, 70_000, 69_999, 4465, 6000];
  expect(numbers.map(window.accept)).toEqual(numbers.map(() => true));
  expect(numbers.map(window.accept)).toEqual(numbers.map(() => false));
});

test("a long sequence that overtakes itself is accepted once, and never again", () => {
  const window = createReplayWindow();
  const shuffled = (from: number) => Array.from({ length: 500 }, (_, index) => from + ((index * 7) % 500));
  for (let from = 0; from < 300_000; from += 500) {
    const numbers = shuffled(from);
    expect(numbers.every(window.accept)).toBe(true);
    expect(numbers.some(window.accept)).toBe(false);
  }
});

test("what is too far behind is refused, seen or not, and so is what is no number", () => {
  const window = createReplayWindow();
  expect(window.accept(200_000)).toBe(true);
  expect([200_000 - 65_535, 200_000 - 65_536, 0].map(window.accept)).toEqual([true, false, false]);
  expect([Number.NaN, -1, 1.5, Number.POSITIVE_INFINITY, 2 ** 53].map(window.accept)).toEqual([
    false,
    false,
    false,
    false,
    false,
  ]);
});
