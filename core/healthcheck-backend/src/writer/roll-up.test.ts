import { expect, test } from "bun:test";
import { bucketOf } from "@checkstack/healthcheck-common";
import { finishedRun, NINE } from "../testing/fixtures.ts";
import { hoursOf, rollUp } from "./roll-up.ts";

test("runs of one check, source and minute are counted together, each with its bucket", () => {
  const runs = [
    finishedRun("a", 0, { latencyMs: 10 }),
    finishedRun("a", 0.5, { status: "unhealthy", latencyMs: 300 }),
    finishedRun("a", 0.75, { source: "manual", status: "degraded" }),
    finishedRun("b", 1, { status: "inconclusive" }),
  ];
  expect(rollUp(runs)).toEqual([
    {
      checkId: "a",
      source: "here",
      at: NINE,
      ...counts({ healthy: 1, unhealthy: 1 }),
      buckets: [bucketOf(10), bucketOf(300)],
    },
    { checkId: "a", source: "manual", at: NINE, ...counts({ degraded: 1 }), buckets: [bucketOf(20)] },
    { checkId: "b", source: "here", at: NINE + 60_000, ...counts({ inconclusive: 1 }), buckets: [bucketOf(20)] },
  ]);
});

test("a run without a latency is counted, and adds to no bucket", () => {
  const { run, ...rest } = finishedRun("a", 0);
  expect(rollUp([{ ...rest, run: { ...run, latencyMs: null } }])).toEqual([
    { checkId: "a", source: "here", at: NINE, ...counts({ healthy: 1 }), buckets: [] },
  ]);
});

test("the hours of a batch are told once each, oldest first", () => {
  const runs = [finishedRun("a", 61), finishedRun("b", 0), finishedRun("c", 59), finishedRun("d", -1)];
  expect(hoursOf(runs)).toEqual([NINE - 3_600_000, NINE, NINE + 3_600_000]);
});

const counts = (given: Record<string, number>) => ({
  healthy: 0,
  degraded: 0,
  unhealthy: 0,
  inconclusive: 0,
  ...given,
});
