import { expect, test } from "bun:test";
import { createDueHeap, type Due } from "./due-heap.ts";

/** A small generator of its own, so that a failure can be repeated. */
function numbers(seed: number): () => number {
  let state = seed;
  return () => {
    state = (state * 1_103_515_245 + 12_345) % 2_147_483_648;
    return state;
  };
}

test("items leave in the order of their due times whatever was pushed, moved and removed before", () => {
  const next = numbers(7);
  const heap = createDueHeap<number>();
  const known = new Map<number, Due<number>>();
  for (let id = 0; id < 2000; id++) {
    known.set(id, heap.push(id, next() % 500));
    const other = known.get(next() % (id + 1));
    if (!other) continue;
    if (next() % 3 === 0) {
      heap.remove(other);
      known.delete(other.item);
    } else heap.move(other, next() % 500);
  }
  const expected = [...known.values()].map((due) => due.dueAt).toSorted((a, b) => a - b);
  const left: number[] = [];
  for (let due = heap.peek(); due; due = heap.peek()) {
    left.push(due.dueAt);
    heap.remove(due);
  }
  expect(left).toEqual(expected);
  expect(heap.size).toBe(0);
});
