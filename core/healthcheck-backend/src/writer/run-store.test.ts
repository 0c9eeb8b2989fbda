import { afterAll, beforeAll, beforeEach, expect, setDefaultTimeout, test } from "bun:test";
import type { Database, EmitHook, Queries } from "@checkstack/backend-api";
import { checkStatusChanged } from "@checkstack/healthcheck-common";
import { createPartitions } from "../partitions.ts";
import { finishedRun, insertChecks, NINE } from "../testing/fixtures.ts";
import { connectTo, openTestDatabase, type OpenTestDatabase } from "../testing/open-database.ts";
import type { FinishedRun } from "./finished-run.ts";
import { createRunStore } from "./run-store.ts";

setDefaultTimeout(60_000);
let open: OpenTestDatabase;
let check = "";
let told: string[] = [];

/** Tells hooks where they belong: into a table, by the transaction itself. */
const emitHook: EmitHook = async (hook, payload, options) => {
  if (hook === checkStatusChanged)
    await options?.tx?.query("insert into told (event) values ($1)", [JSON.stringify({ id: hook.id, payload })]);
};

beforeAll(async () => {
  open = await openTestDatabase();
  await open.database.query("create table told (event text)");
});
afterAll(() => open[Symbol.asyncDispose]());
beforeEach(async () => {
  told = [];
  [check = ""] = await insertChecks(open.database, 1);
});

const storeOf = ({ database } = open) => createRunStore({ database, partitions: createPartitions(database), emitHook });
const rows = (sql: string) => open.database.query(sql, [check]);

test("a batch becomes runs, roll-ups, a state and intervals", async () => {
  const runs = [0, 1, 2, 3].map((minute) =>
    finishedRun(check, minute, { status: minute < 2 ? "healthy" : "unhealthy" }),
  );
  const stored = await storeOf().store(runs.toReversed());
  expect(stored.runs.map(({ run }) => run.id)).toEqual(runs.map(({ run }) => run.id));
  expect(await rows("select count(*)::int as n from runs where check_id = $1")).toEqual([{ n: 4 }]);
  expect(await rows("select status, since, message from check_states where check_id = $1")).toEqual([
    { status: "unhealthy", since: new Date(NINE + 120_000), message: "expected status code to be below 400, was 503" },
  ]);
  expect(
    await rows(
      "select status, started_at, ended_at from status_intervals where check_id = $1 order by started_at, ended_at",
    ),
  ).toEqual([
    { status: "unknown", started_at: new Date(NINE), ended_at: new Date(NINE) },
    { status: "healthy", started_at: new Date(NINE), ended_at: new Date(NINE + 120_000) },
    { status: "unhealthy", started_at: new Date(NINE + 120_000), ended_at: null },
  ]);
  expect(await rows("select hour from dirty_hours where $1::uuid is not null")).toContainEqual({
    hour: new Date(NINE),
  });
});

/** How often this connection has read all states. */
async function scansOfStates(tx: Queries): Promise<number> {
  const [row] = await tx.query<{ scans: number }>(
    "select seq_scan::int as scans from pg_stat_xact_user_tables where relname = 'check_states'",
  );
  return row?.scans ?? 0;
}

test("a batch reads the states of its own checks, and not of all that there are", async () => {
  await insertChecks(open.database, 3000);
  await open.database.query("analyze check_states");
  let scans = Number.NaN;
  const database: Database = {
    ...open.database,
    transaction: (work) =>
      open.database.transaction(async (tx) => {
        const before = await scansOfStates(tx);
        const result = await work(tx);
        scans = (await scansOfStates(tx)) - before;
        return result;
      }),
  };
  await storeOf({ ...open, database }).store([finishedRun(check, 0)]);
  expect(scans).toBe(0);
});

test("a slot that is stored already changes nothing, in the same batch or another", async () => {
  const run = finishedRun(check, 0, { status: "unhealthy", policy: { failuresToAlert: 2 } });
  await storeOf().store([run, run]);
  expect((await storeOf().store([run])).runs).toEqual([]);
  expect(await rows("select unhealthy, array_length(buckets, 1) as n from rollup_minutes where check_id = $1")).toEqual(
    [{ unhealthy: 1, n: 1 }],
  );
  expect(await rows("select status from check_states where check_id = $1")).toEqual([{ status: "unknown" }]);
});

test("two processes that run one slot store one result and tell one change", async () => {
  await using other = connectTo(open.url);
  const slots = Array.from({ length: 40 }, (_, i) => i);
  const batch = slots.map((minute) => finishedRun(check, minute, { status: minute % 8 < 4 ? "healthy" : "unhealthy" }));
  const halves = (runs: FinishedRun[]) => [0, 10, 20, 30].map((from) => runs.slice(from, from + 10));
  const storeAll = async (store: ReturnType<typeof storeOf>) => {
    for (const part of halves(batch)) await store.store(part);
  };
  await open.database.query("truncate told");
  await Promise.all([storeAll(storeOf()), storeAll(storeOf({ ...open, database: other.database }))]);
  expect(await rows("select count(*)::int as n from runs where check_id = $1")).toEqual([{ n: 40 }]);
  expect(
    await rows("select sum(healthy)::int as up, sum(unhealthy)::int as down from rollup_minutes where check_id = $1"),
  ).toEqual([{ up: 20, down: 20 }]);
  told = (await open.database.query<{ event: string }>("select event from told")).map(({ event }) => event);
  expect(told).toHaveLength(10);
  expect(new Set(told).size).toBe(10);
  expect(await rows("select count(*)::int as n from status_intervals where check_id = $1")).toEqual([{ n: 11 }]);
});

test("when a hook cannot be told, nothing of the batch is stored", async () => {
  const store = createRunStore({
    database: open.database,
    partitions: createPartitions(open.database),
    emitHook: () => Promise.reject(new Error("the outbox is full")),
  });
  expect(store.store([finishedRun(check, 0)])).rejects.toThrow("the outbox is full");
  expect(await rows("select 1 from runs where check_id = $1")).toEqual([]);
  expect(await rows("select 1 from rollup_minutes where check_id = $1")).toEqual([]);
});

test("runs of a check that was deleted meanwhile are left out, the others are stored", async () => {
  const [gone = ""] = await insertChecks(open.database, 1);
  await open.database.query("delete from checks where id = $1", [gone]);
  const stored = await storeOf().store([finishedRun(gone, 0), finishedRun(check, 0)]);
  expect(stored.runs.map(({ run }) => run.checkId)).toEqual([check]);
});

test("what was found is kept with the run", async () => {
  const finished = finishedRun(check, 0, { status: "unhealthy" });
  const details = {
    run: finished.run,
    fields: { statusCode: 503 },
    assertions: [],
    evidence: { head: "HTTP/1.1 503" },
  };
  await storeOf().store([{ ...finished, details: [details] }]);
  expect(await rows("select fields, assertions, evidence from run_details where check_id = $1")).toEqual([
    { fields: { statusCode: 503 }, assertions: [], evidence: { head: "HTTP/1.1 503" } },
  ]);
});

test("a state that cannot be read begins anew", async () => {
  await rows(`update check_states set state = '{"status":"sleepy"}' where check_id = $1`);
  expect((await storeOf().store([finishedRun(check, 0)])).changes).toMatchObject([{ to: "healthy" }]);
});

test("checks that change at the same moment are told together: none waits for the one before", async () => {
  const checks = await insertChecks(open.database, 100);
  const begun = Promise.withResolvers<void>();
  let count = 0;
  const store = createRunStore({
    database: open.database,
    partitions: createPartitions(open.database),
    emitHook(hook) {
      if (hook === checkStatusChanged && ++count === checks.length) begun.resolve();
      return begun.promise;
    },
  });
  const { changes } = await store.store(checks.map((id) => finishedRun(id, 0)));
  expect(changes).toHaveLength(100);
});
