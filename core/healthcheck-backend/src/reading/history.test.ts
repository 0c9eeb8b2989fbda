import { afterAll, beforeAll, beforeEach, expect, setDefaultTimeout, test } from "bun:test";
import { bucketOf, bucketValue } from "@checkstack/healthcheck-common";
import { createPartitions, DAY_MS } from "../partitions.ts";
import { createTestClock, finishedRun, insertChecks, NINE } from "../testing/fixtures.ts";
import { openTestDatabase, type OpenTestDatabase } from "../testing/open-database.ts";
import { foldRollups } from "../upkeep/fold.ts";
import { createRunStore } from "../writer/run-store.ts";
import { readLatency } from "./latency.ts";
import { readUptime } from "./uptime.ts";

setDefaultTimeout(60_000);
let open: OpenTestDatabase;
let check = "";
const clock = createTestClock();
const HOUR = 3_600_000;

beforeAll(async () => {
  open = await openTestDatabase();
});
afterAll(() => open[Symbol.asyncDispose]());
beforeEach(async () => {
  await open.database.query("truncate runs, rollup_minutes, rollup_hours, rollup_days, dirty_hours");
  [check = ""] = await insertChecks(open.database, 1, { since: NINE });
});

const storeOf = () =>
  createRunStore({ database: open.database, partitions: createPartitions(open.database), emitHook: async () => {} });
const fold = () => foldRollups({ database: open.database, clock });
const uptime = async () => readUptime({ database: open.database, clock }, check);
const tier = (table: string) =>
  open.database.query(
    `select at, healthy, unhealthy, buckets, bucket_counts from ${table} where check_id = $1 order by at`,
    [check],
  );

/** A run each minute for `minutes`, of which every tenth is unhealthy and takes 300 ms instead of 20. */
const history = (minutes: number) =>
  Array.from({ length: minutes }, (_, minute) =>
    finishedRun(check, minute, minute % 10 === 9 ? { status: "unhealthy", latencyMs: 300 } : {}),
  );

test("an hour that is over is folded from its minutes, and its day from its hours", async () => {
  await storeOf().store(history(150));
  clock.at = NINE + 3 * HOUR;
  expect(await fold()).toBe(2);
  const pairs = { buckets: [bucketOf(20), bucketOf(300)] };
  expect(await tier("rollup_hours")).toEqual([
    { at: new Date(NINE), healthy: 54, unhealthy: 6, ...pairs, bucket_counts: [54, 6] },
    { at: new Date(NINE + HOUR), healthy: 54, unhealthy: 6, ...pairs, bucket_counts: [54, 6] },
  ]);
  const day = { at: new Date("2026-11-20T00:00:00Z"), healthy: 108, unhealthy: 12, ...pairs, bucket_counts: [108, 12] };
  expect(await tier("rollup_days")).toEqual([day]);
  expect(await fold()).toBe(0);
});

test("a late run has its hour folded again, to the same as if it had been in time", async () => {
  const runs = history(60);
  await storeOf().store(runs.slice(0, 50));
  clock.at = NINE + 3 * HOUR;
  await fold();
  await storeOf().store(runs.slice(40));
  expect(await fold()).toBe(1);
  expect(await tier("rollup_hours")).toMatchObject([{ healthy: 54, unhealthy: 6, bucket_counts: [54, 6] }]);
});

test("a fold that begins while runs of its hour are being stored waits for them", async () => {
  const [first, ...others] = history(2);
  clock.at = NINE + 3 * HOUR;
  if (first) await storeOf().store([first]);
  let folding: Promise<number> | undefined;
  const store = createRunStore({
    database: open.database,
    partitions: createPartitions(open.database),
    // Told in the middle of the transaction, when the runs are written and nobody else sees them yet.
    emitHook: async () => {
      if (folding) return;
      let folded = false;
      folding = fold().finally(() => (folded = true));
      const waits = () => open.database.query("select 1 from pg_locks where not granted");
      while (!folded && (await waits()).length === 0) await Bun.sleep(1);
    },
  });
  await store.store(
    others.map((run) => ({
      ...run,
      run: { ...run.run, status: "unhealthy" },
      policy: { ...run.policy, failuresToAlert: 1 },
    })),
  );
  expect(await folding).toBe(1);
  await fold();
  expect(await tier("rollup_hours")).toMatchObject([{ healthy: 1, unhealthy: 1 }]);
});

test("uptime is the same before and after folding, and counts what is not folded yet", async () => {
  await storeOf().store(history(150));
  clock.at = NINE + 2.5 * HOUR;
  const before = await uptime();
  await fold();
  expect(await uptime()).toEqual(before);
  expect(before).toHaveLength(4);
  for (const known of before) {
    expect(known).toMatchObject({ uptime: 0.9, coverage: 1, runs: 150, p50Ms: bucketValue(bucketOf(20)) });
    expect(known.p95Ms).toBe(bucketValue(bucketOf(300)));
  }
});

test("what nobody measured lowers the coverage, not the uptime; inconclusive runs count for neither", async () => {
  await storeOf().store([
    ...history(30),
    ...Array.from({ length: 15 }, (_, i) => finishedRun(check, 30 + i, { status: "inconclusive" })),
  ]);
  clock.at = NINE + HOUR;
  expect((await uptime())[0]).toMatchObject({ uptime: 0.9, coverage: 0.5, runs: 45 });
});

test("runs that somebody asked for are no part of the uptime", async () => {
  await storeOf().store([...history(9), finishedRun(check, 9.5, { status: "unhealthy", source: "manual" })]);
  clock.at = NINE + 10 * 60_000;
  expect((await uptime())[0]).toMatchObject({ uptime: 1, runs: 9 });
});

test("a time in which the check was paused is not expected to be covered", async () => {
  await open.database.query("update schedules set ended_at = $2 where check_id = $1", [
    check,
    new Date(NINE + 59 * 60_000),
  ]);
  await storeOf().store(history(60));
  clock.at = NINE + 20 * HOUR;
  expect((await uptime())[0]).toMatchObject({ coverage: 1, runs: 60 });
});

test("a check that never ran has no uptime", async () => {
  clock.at = NINE + HOUR;
  expect((await uptime())[0]).toEqual({ window: "24h", uptime: null, coverage: 0, runs: 0, p50Ms: null, p95Ms: null });
});

test("uptime of a window leaves out what came before it", async () => {
  await storeOf().store(history(60));
  clock.at = NINE + 8 * DAY_MS;
  const [day, week, month] = await uptime();
  expect([day?.runs, week?.runs, month?.runs]).toEqual([0, 0, 60]);
});

test("latency comes in steps that fit the window, from whichever tier knows it", async () => {
  await storeOf().store(history(150));
  clock.at = NINE + 2.5 * HOUR;
  await fold();
  const read = (window: "1h" | "24h" | "7d" | "90d") => readLatency({ database: open.database, clock }, check, window);
  expect(await read("1h")).toHaveLength(60);
  expect(await read("24h")).toHaveLength(15);
  expect(await read("7d")).toMatchObject([
    { at: new Date(NINE), runs: 60, unhealthy: 6, p50Ms: bucketValue(bucketOf(20)), p95Ms: bucketValue(bucketOf(300)) },
    { at: new Date(NINE + HOUR), runs: 60 },
    { at: new Date(NINE + 2 * HOUR), runs: 30 },
  ]);
  expect(await read("90d")).toMatchObject([{ at: new Date("2026-11-20T00:00:00Z"), runs: 150, unhealthy: 15 }]);
});
