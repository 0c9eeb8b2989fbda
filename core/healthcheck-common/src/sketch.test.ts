import { expect, test } from "bun:test";
import {
  bucketOf,
  bucketValue,
  LAST_BUCKET,
  mergeSketches,
  quantile,
  SKETCH_ERROR,
  sketchOf,
  type Sketch,
} from "./sketch.ts";
import { seeded } from "./testing/seeded.ts";

/** Latencies over the whole range, as many short as long ones. */
const latencies = (random: () => number, count: number): number[] =>
  Array.from({ length: count }, () => 0.011 * (500_000 / 0.011) ** random());

const exactQuantile = (values: readonly number[], q: number): number | undefined =>
  values.toSorted((a, b) => a - b)[Math.max(1, Math.ceil(q * values.length)) - 1];

test("every quantile is within one per cent of the exact one", () => {
  for (let seed = 1; seed <= 50; seed++) {
    const values = latencies(seeded(seed), seed * 13);
    for (const q of [0, 0.01, 0.5, 0.9, 0.95, 0.99, 1]) {
      const exact = exactQuantile(values, q) ?? 0;
      const estimate = quantile(sketchOf(values), q) ?? 0;
      expect(Math.abs(estimate - exact) / exact).toBeLessThanOrEqual(SKETCH_ERROR + 1e-9);
    }
  }
});

test("merging sketches is counting everything at once, in any order and grouping", () => {
  for (let seed = 1; seed <= 50; seed++) {
    const random = seeded(seed);
    const [a, b, c] = [latencies(random, 40), latencies(random, 7), latencies(random, 90)];
    const whole = inOrder(sketchOf([...a, ...b, ...c]));
    const [x, y, z] = [sketchOf(a), sketchOf(b), sketchOf(c)];
    expect(inOrder(mergeSketches([x, y, z]))).toEqual(whole);
    expect(inOrder(mergeSketches([z, mergeSketches([y, x])]))).toEqual(whole);
  }
});

test("buckets are integers that grow with the latency and fit a smallint", () => {
  expect(LAST_BUCKET).toBe(896);
  let last = -1;
  for (let ms = 0.001; ms < 2_000_000; ms *= 1.01) {
    const bucket = bucketOf(ms);
    expect(Number.isInteger(bucket)).toBe(true);
    expect(bucket).toBeGreaterThanOrEqual(last);
    last = bucket;
  }
  expect(last).toBe(LAST_BUCKET);
});

test("latencies out of range count at the ends of it", () => {
  expect(bucketOf(0)).toBe(0);
  expect(bucketOf(Number.POSITIVE_INFINITY)).toBe(LAST_BUCKET);
  expect(bucketOf(bucketValue(LAST_BUCKET))).toBe(LAST_BUCKET);
});

test("the value of a bucket lies in the bucket", () => {
  for (let bucket = 0; bucket < LAST_BUCKET; bucket++) expect(bucketOf(bucketValue(bucket))).toBe(bucket);
});

test("pairs may come unsorted and repeated, as rows of several roll-ups do", () => {
  const rows: [number, number][] = [
    [300, 1],
    [100, 5],
    [300, 3],
    [200, 1],
  ];
  expect(quantile(rows, 0.5)).toBe(bucketValue(100));
  expect(quantile(rows, 0.7)).toBe(bucketValue(300));
});

test("an empty sketch has no quantile", () => {
  expect(quantile([], 0.5)).toBeUndefined();
});

const inOrder = (sketch: Sketch) => [...sketch].toSorted(([a], [b]) => a - b);
