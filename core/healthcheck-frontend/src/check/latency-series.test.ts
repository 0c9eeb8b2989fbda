import { expect, test } from "bun:test";
import type { LatencyPoint } from "@checkstack/healthcheck-common";
import { chartOf } from "./latency-series.ts";

const point = (minute: number, p50Ms: number | null = minute): LatencyPoint => ({
  at: new Date(minute * 60_000),
  runs: 1,
  unhealthy: 0,
  p50Ms,
  p95Ms: p50Ms,
});

test("points become lines", () => {
  const { times, series } = chartOf([point(1), point(2, null), point(3)]);
  expect(times).toEqual([60_000, 120_000, 180_000]);
  expect(series.map(({ label, values }) => [label, values])).toEqual([
    ["p50", [1, null, 3]],
    ["p95", [1, null, 3]],
  ]);
});

test("a time in which nothing was measured is a gap, not a straight line", () => {
  const { times, series } = chartOf([point(1), point(2), point(3), point(60), point(61)]);
  expect(times).toHaveLength(6);
  expect(series[0]?.values).toEqual([1, 2, 3, null, 60, 61]);
});

test("nothing is nothing", () => {
  expect(chartOf([]).times).toEqual([]);
});
