import { expect, setDefaultTimeout, test } from "bun:test";
import type { ConfigStore } from "@checkstack/backend-api";
import { createPartitions, DAY_MS } from "../partitions.ts";
import { createTestClock, finishedRun, insertChecks, NINE } from "../testing/fixtures.ts";
import { connectTo, openTestDatabase } from "../testing/open-database.ts";
import { createRunStore } from "../writer/run-store.ts";
import { keepRetention, retentionConfig } from "./retention.ts";

setDefaultTimeout(60_000);
const configOf = (data: Record<string, unknown>): ConfigStore => ({
  read: async (_key, { schema }) => schema.parseAsync(data),
  write: async () => {},
  history: async () => [],
  rollback: async () => {},
});
const config = configOf({});
const dayOf = (moment: number): number => Math.floor(moment / DAY_MS) * DAY_MS;

test("days are made ahead, and dropped when their time is over: minutes first, runs after thirty days", async () => {
  await using open = await openTestDatabase();
  const { database } = open;
  const clock = createTestClock();
  const partitions = createPartitions(database);
  const [check = ""] = await insertChecks(database, 1);
  await createRunStore({ database, partitions, emitHook: async () => {} }).store([finishedRun(check, 0)]);
  await keepRetention({ database, partitions, config, clock });
  expect(await partitions.daysOf("runs")).toEqual([0, 1, 2].map((days) => dayOf(NINE) + days * DAY_MS));

  clock.at = NINE + 5 * DAY_MS;
  await keepRetention({ database, partitions, config, clock });
  expect((await partitions.daysOf("rollup_minutes"))[0]).toBe(dayOf(NINE) + DAY_MS);
  expect((await partitions.daysOf("runs"))[0]).toBe(dayOf(NINE));

  clock.at = NINE + 31 * DAY_MS;
  await keepRetention({ database, partitions, config, clock });
  expect(await database.query("select 1 from runs")).toEqual([]);
  expect((await partitions.daysOf("runs"))[0]).toBe(dayOf(NINE) + DAY_MS);
});

test("history is kept as long as somebody has said, and nobody can say less than what uptime is read from", async () => {
  await using open = await openTestDatabase();
  const { database } = open;
  const clock = createTestClock();
  const partitions = createPartitions(database);
  const [check = ""] = await insertChecks(database, 1);
  await createRunStore({ database, partitions, emitHook: async () => {} }).store([finishedRun(check, 0)]);
  clock.at = NINE + 6 * DAY_MS;
  await keepRetention({ database, partitions, config, clock });
  expect(await database.query("select 1 from runs")).toHaveLength(1);
  await keepRetention({ database, partitions, config: configOf({ runs: 4 }), clock });
  expect(await database.query("select 1 from runs")).toEqual([]);
  const refused = retentionConfig.schema.safeParse({ runs: 1, hours: 1, days: 1, transitions: 1 });
  expect(refused.error?.issues.map(({ path }) => path.join("."))).toEqual(["runs", "hours", "days", "transitions"]);
});

test("two processes that find a day missing both have it in the end", async () => {
  await using open = await openTestDatabase();
  await using other = connectTo(open.url);
  const days = [0, 1, 2, 3].map((day) => NINE + day * DAY_MS);
  await Promise.all([createPartitions(open.database).ensure(days), createPartitions(other.database).ensure(days)]);
  expect(await createPartitions(open.database).daysOf("run_details")).toEqual(days.map(dayOf));
});
