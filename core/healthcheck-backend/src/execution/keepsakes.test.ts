import { expect, test } from "bun:test";
import { finishedRun } from "../testing/fixtures.ts";
import { createKeepsakes } from "./keepsakes.ts";

const findings = (body: string) => ({
  startedAt: new Date(0),
  status: "healthy" as const,
  code: null,
  message: "",
  latencyMs: 1,
  timings: {},
  fields: { body },
  assertions: [],
  evidence: { head: body },
});
const run = (minute: number, options: Parameters<typeof finishedRun>[2] = {}) => finishedRun("a", minute, options).run;

test("nothing is kept of a healthy run until trouble begins; then it is kept once", () => {
  const keepsakes = createKeepsakes();
  expect(keepsakes.detailsOf(run(0), findings("first"))).toEqual([]);
  expect(keepsakes.detailsOf(run(1), findings("second"))).toEqual([]);
  const failed = run(2, { status: "unhealthy" });
  expect(keepsakes.detailsOf(failed, findings("failed"))).toMatchObject([
    { run: { scheduledAt: run(1).scheduledAt }, fields: { body: "second" }, evidence: null },
    { run: { scheduledAt: failed.scheduledAt }, fields: { body: "failed" }, evidence: { head: "failed" } },
  ]);
  expect(keepsakes.detailsOf(run(3, { status: "unhealthy" }), findings("again"))).toHaveLength(1);
});

test("of a check that runs every second, a healthy run is noted once a minute", () => {
  const keepsakes = createKeepsakes();
  for (const second of [0, 1, 2]) keepsakes.detailsOf(run(second / 60), findings(`second ${second}`));
  expect(keepsakes.detailsOf(run(0.1, { status: "degraded" }), findings("failed"))[0]?.fields).toEqual({
    body: "second 0",
  });
});

test("a run that somebody asked for is always kept", () => {
  expect(createKeepsakes().detailsOf(run(0, { source: "manual" }), findings("asked"))).toHaveLength(1);
});
