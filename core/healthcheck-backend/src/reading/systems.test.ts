import { afterAll, beforeAll, expect, setDefaultTimeout, test } from "bun:test";
import { createPartitions } from "../partitions.ts";
import { finishedRun, insertChecks, NINE } from "../testing/fixtures.ts";
import { openTestDatabase, type OpenTestDatabase } from "../testing/open-database.ts";
import { createRunStore } from "../writer/run-store.ts";
import { listChecks } from "./checks.ts";
import { listRuns } from "./runs.ts";
import { listSystems } from "./systems.ts";

setDefaultTimeout(60_000);
let open: OpenTestDatabase;
let ids: string[] = [];

beforeAll(async () => {
  open = await openTestDatabase();
  // Six checks on three systems: a, a, b, b, c, c.
  ids = await insertChecks(open.database, 6, { systemId: (i) => "abc"[Math.floor(i / 2)] ?? "" });
  const store = createRunStore({
    database: open.database,
    partitions: createPartitions(open.database),
    emitHook: async () => {},
  });
  const run = (i: number, minute: number, options: Parameters<typeof finishedRun>[2] = {}) =>
    finishedRun(ids[i] ?? "", minute, { policy: { failuresToAlert: 1 }, ...options });
  await store.store([
    run(0, 0),
    run(1, 0, { latencyMs: 80 }),
    run(2, 0),
    run(3, 1, { status: "unhealthy", message: "down" }),
    run(4, 0, { status: "degraded", message: "slow" }),
    run(5, 0),
    run(5, 1),
    run(5, 2, { source: "manual" }),
  ]);
});
afterAll(() => open[Symbol.asyncDispose]());

async function allPages<Item>(
  read: (cursor: string | undefined) => Promise<{ items: Item[]; nextCursor: string | null }>,
) {
  const items: Item[] = [];
  let cursor: string | undefined;
  do {
    const page = await read(cursor);
    items.push(...page.items);
    cursor = page.nextCursor ?? undefined;
  } while (cursor !== undefined);
  return items;
}

test("a system is as bad as the worst of its checks, and the worst come first", async () => {
  const { items, nextCursor } = await listSystems(open.database, { limit: 10 });
  expect(items).toEqual([
    {
      systemId: "b",
      status: "unhealthy",
      since: at(1),
      message: "down",
      checks: 2,
      latencyMs: 20,
      lastRunAt: at(1, 5),
    },
    { systemId: "c", status: "degraded", since: at(0), message: "slow", checks: 2, latencyMs: 20, lastRunAt: at(2, 5) },
    { systemId: "a", status: "healthy", since: at(0), message: "", checks: 2, latencyMs: 80, lastRunAt: at(0, 5) },
  ]);
  expect(nextCursor).toBeNull();
});

test("pages of systems join without a gap, and a status filters them", async () => {
  const paged = await allPages((cursor) => listSystems(open.database, { limit: 1, cursor }));
  expect(paged.map(({ systemId }) => systemId)).toEqual(["b", "c", "a"]);
  const { items } = await listSystems(open.database, { limit: 10, status: "degraded" });
  expect(items.map(({ systemId }) => systemId)).toEqual(["c"]);
  expect(await listSystems(open.database, { limit: 10, status: "paused" })).toEqual({ items: [], nextCursor: null });
});

test("checks are listed by name, and filtered by system, status, strategy and a part of the name", async () => {
  const names = async (filter: object) =>
    (await listChecks(open.database, { limit: 10, ...filter })).items.map(({ name }) => name);
  const paged = await allPages((cursor) => listChecks(open.database, { limit: 4, cursor }));
  expect(paged.map(({ id }) => id)).toEqual(ids);
  expect(await names({ systemId: "b" })).toEqual(["check 2", "check 3"]);
  expect(await names({ status: "unhealthy" })).toEqual(["check 3"]);
  expect(await names({ strategy: "tcp" })).toEqual([]);
  expect(await names({ search: "CK 4" })).toEqual(["check 4"]);
  expect(await names({ search: "%" })).toEqual([]);
});

test("pages of runs join without a gap, newest first", async () => {
  const checkId = ids[5] ?? "";
  const paged = await allPages((cursor) => listRuns(open.database, { checkId, limit: 1, cursor }));
  expect(paged.map(({ scheduledAt, source }) => ({ scheduledAt, source }))).toEqual([
    { scheduledAt: at(2), source: "manual" },
    { scheduledAt: at(1), source: "here" },
    { scheduledAt: at(0), source: "here" },
  ]);
  expect((await listRuns(open.database, { checkId, limit: 5, status: "degraded" })).items).toEqual([]);
});

const at = (minute: number, ms = 0): Date => new Date(NINE + minute * 60_000 + ms);
