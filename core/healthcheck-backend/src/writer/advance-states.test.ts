import { expect, test } from "bun:test";
import { initialState, pause, type CheckPolicy, type CheckState } from "@checkstack/healthcheck-common";
import { finishedRun, NINE } from "../testing/fixtures.ts";
import { advanceStates } from "./advance-states.ts";

const unknown = new Map<string, CheckState>([["a", initialState]]);
const healthy = new Map([["a", advance(["healthy"]).updates[0]?.state ?? initialState]]);

function advance(
  statuses: ("healthy" | "unhealthy" | "inconclusive")[],
  states = unknown,
  firstMinute = 0,
  policy: Partial<CheckPolicy> = {},
) {
  return advanceStates(
    statuses.map((status, i) => finishedRun("a", firstMinute + i, { status, message: status, policy })),
    states,
  );
}

test("the first healthy run tells that the check is healthy, since that run", () => {
  expect(advance(["healthy"]).changes).toEqual([
    { checkId: "a", systemId: "system", from: "unknown", to: "healthy", message: "", at: new Date(NINE) },
  ]);
});

test("several changes in one batch are all told, in order", () => {
  const { changes, updates } = advance(["healthy", "unhealthy", "unhealthy", "healthy"]);
  expect(changes.map(({ from, to, message }) => `${from} ${to} ${message}`)).toEqual([
    "unknown healthy ",
    "healthy unhealthy unhealthy",
    "unhealthy healthy ",
  ]);
  expect(updates).toMatchObject([{ checkId: "a", status: "healthy", since: NINE + 180_000, message: "" }]);
});

test("people are told of a problem and of its recovery, and of flapping once instead of each change", () => {
  const once = ["unhealthy", "healthy"] as const;
  const { announcements } = advance([...once, ...once, ...once, ...once, ...once], healthy, 1, {
    failuresToAlert: 1,
    flapping: { changes: 5, windowRuns: 30 },
  });
  expect(announcements.map(({ type, status }) => `${type} ${status}`)).toEqual([
    "problem unhealthy",
    "recovery healthy",
    "problem unhealthy",
    "recovery healthy",
    "flapping unhealthy",
  ]);
  expect(announcements[0]).toMatchObject({ checkId: "a", systemId: "system", since: new Date(NINE + 60_000) });
});

test("a status that does not change is not written again", () => {
  expect(advance(["healthy"], healthy, 1).updates).toMatchObject([
    { status: null, since: null, lastRunAt: NINE + 60_005 },
  ]);
});

test("an older run changes nothing that people see", () => {
  const { updates, changes } = advance(["unhealthy", "unhealthy"], healthy, -5);
  expect(changes).toEqual([]);
  expect(updates).toMatchObject([{ status: null, message: null, lastRunAt: null }]);
});

test("a run without a verdict says why and changes no status", () => {
  const { updates, changes } = advance(["inconclusive"], healthy, 1);
  expect(changes).toEqual([]);
  expect(updates).toMatchObject([{ status: null, message: "inconclusive" }]);
});

test("a success that is not yet a recovery leaves the reason of the problem", () => {
  const down = advance(["unhealthy", "unhealthy"]).updates[0]?.state ?? initialState;
  const run = finishedRun("a", 5, { policy: { successesToRecover: 2 } });
  expect(advanceStates([run], new Map([["a", down]])).updates).toMatchObject([{ status: null, message: null }]);
});

test("a paused check remembers when it last ran, and stays paused", () => {
  const { updates, changes } = advance(["unhealthy"], new Map([["a", pause(initialState)]]));
  expect(changes).toEqual([]);
  expect(updates).toMatchObject([{ state: { status: "paused" }, status: null, message: null, lastRunAt: NINE + 5 }]);
});
