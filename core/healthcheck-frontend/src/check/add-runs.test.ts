import { expect, test } from "bun:test";
import type { Run } from "@checkstack/healthcheck-common";
import { addRuns } from "./add-runs.ts";

const run = (id: string, second: number, message = ""): Run => ({
  id,
  checkId: "c",
  source: "here",
  slot: second,
  scheduledAt: new Date(second * 1000),
  startedAt: new Date(second * 1000),
  status: "healthy",
  latencyMs: 1,
  timings: {},
  code: null,
  message,
});

test("new runs come first, late ones go to their place, and none is there twice", () => {
  const known = [run("c", 3), run("a", 1)];
  const added = [run("d", 4), run("b", 2), run("c", 3, "again")];
  expect(addRuns(known, added, 10).map(({ id, message }) => id + message)).toEqual(["d", "cagain", "b", "a"]);
});

test("the oldest go when there are too many", () => {
  expect(addRuns([run("b", 2), run("a", 1)], [run("c", 3)], 2).map(({ id }) => id)).toEqual(["c", "b"]);
});
