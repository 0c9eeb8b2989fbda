import { afterAll, beforeAll, beforeEach, expect, setDefaultTimeout, test } from "bun:test";
import { testPostgres } from "@checkstack/test-utils-backend";
import { createPartitions } from "../partitions.ts";
import { createTestClock, finishedRun, insertChecks, NINE, quietLogger } from "../testing/fixtures.ts";
import { connectTo, openTestDatabase, type OpenTestDatabase } from "../testing/open-database.ts";
import { createRunStore, type StoredRuns } from "./run-store.ts";
import { createRunWriter, type RunWriterLimits } from "./run-writer.ts";

setDefaultTimeout(60_000);
let open: OpenTestDatabase;
let checks: string[] = [];
beforeAll(async () => {
  open = await openTestDatabase();
});
afterAll(() => open[Symbol.asyncDispose]());
beforeEach(async () => {
  checks = await insertChecks(open.database, 10);
});

/** A writer that tells what it stored, and lets a test wait until it has stored enough. */
function startWriter(limits: Partial<RunWriterLimits> = {}) {
  const { database } = open;
  const told: StoredRuns[] = [];
  let notify = (): void => {};
  const writer = createRunWriter({
    store: createRunStore({ database, partitions: createPartitions(database), emitHook: async () => {} }),
    clock: createTestClock(NINE + 3_600_000),
    logger: quietLogger,
    onStored(stored) {
      told.push(stored);
      notify();
    },
    limits,
  });
  async function until(enough: () => boolean): Promise<void> {
    while (!enough()) await new Promise<void>((resolve) => (notify = resolve));
  }
  return { writer, told, until, [Symbol.asyncDispose]: () => writer[Symbol.asyncDispose]() };
}

const runsOf = (ids: readonly string[]) =>
  open.database.query<{ n: number }>("select count(*)::int as n from runs where check_id = any($1)", [ids]);

test("runs that end together are stored together", async () => {
  await using started = startWriter();
  for (const check of checks) started.writer.add(finishedRun(check, 0));
  await started.until(() => started.writer.stats().stored === 10);
  expect(started.writer.stats()).toEqual({ waiting: 0, stored: 10, gaps: 0, transactions: 1 });
  expect(started.told[0]?.changes).toHaveLength(10);
});

test("whoever waits for a run gets it at once, with all that waited before it", async () => {
  await using started = startWriter({ fullWaitMs: 3_600_000, smallWaitMs: 3_600_000 });
  started.writer.add(finishedRun(checks[0] ?? "", 0));
  await started.writer.store(finishedRun(checks[1] ?? "", 0));
  expect(await runsOf(checks)).toEqual([{ n: 2 }]);
});

test("a run that somebody waits to see is stored at once, with all that waited before it", async () => {
  await using started = startWriter({ fullWaitMs: 3_600_000, smallWaitMs: 3_600_000 });
  started.writer.add(finishedRun(checks[0] ?? "", 0));
  started.writer.add(finishedRun(checks[1] ?? "", 0), { urgent: true });
  await started.until(() => started.writer.stats().stored === 2);
  expect(await runsOf(checks)).toEqual([{ n: 2 }]);
});

test("closing stores what still waits", async () => {
  const { writer } = startWriter({ fullWaitMs: 3_600_000, smallWaitMs: 3_600_000, maxBatch: 4 });
  for (const check of checks) writer.add(finishedRun(check, 0));
  await writer[Symbol.asyncDispose]();
  expect(await runsOf(checks)).toEqual([{ n: 10 }]);
});

test("a run that PostgreSQL refuses is lost alone", async () => {
  await using started = startWriter();
  for (const check of checks) {
    const { run, ...rest } = finishedRun(check, 0);
    started.writer.add({ ...rest, run: { ...run, message: check === checks[4] ? "a NUL: \0" : "" } });
  }
  await started.until(() => started.writer.stats().stored === 9);
  await started.writer[Symbol.asyncDispose]();
  expect(started.writer.stats()).toMatchObject({ waiting: 0, gaps: 1 });
});

test("a run whose roll-ups may be folded for good is refused, and the one who waits for it hears why", async () => {
  await using started = startWriter();
  expect(started.writer.store(finishedRun(checks[0] ?? "", -3 * 24 * 60))).rejects.toThrow("too old");
  await started.writer.store(finishedRun(checks[1] ?? "", 0));
  expect(started.writer.stats()).toMatchObject({ stored: 1, gaps: 1 });
});

test("while the database is away runs are kept, the oldest of too many are gaps, and the rest is stored when it is back", async () => {
  await using started = startWriter({ maxWaiting: 6, retryMs: 20 });
  const name = new URL(open.url).pathname.slice(1);
  await using admin = connectTo((await testPostgres()).adminUrl);
  await admin.database.query(`alter database ${name} allow_connections false`);
  await admin.database.query("select pg_terminate_backend(pid) from pg_stat_activity where datname = $1", [name]);
  const last = checks.map((check, minute) => finishedRun(check, minute)).map((run) => started.writer.store(run));
  const outcomes = Promise.allSettled(last);
  while (started.writer.stats().transactions < 3) await Bun.sleep(5);
  await admin.database.query(`alter database ${name} allow_connections true`);
  const lost = (await outcomes).map(({ status }) => status === "rejected");
  expect(lost).toEqual([true, true, true, true, false, false, false, false, false, false]);
  expect(started.writer.stats()).toMatchObject({ waiting: 0, stored: 6, gaps: 4 });
  expect(await runsOf(checks)).toEqual([{ n: 6 }]);
});
