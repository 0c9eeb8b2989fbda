import { expect, setDefaultTimeout, test } from "bun:test";
import { createPartitions } from "./partitions.ts";
import { finishedRun, insertChecks, NINE } from "./testing/fixtures.ts";
import { openTestDatabase } from "./testing/open-database.ts";
import { openHealthcheck } from "./testing/open-healthcheck.ts";
import { createRunStore } from "./writer/run-store.ts";

setDefaultTimeout(60_000);

test("at the start every enabled check is scheduled, and those that missed their slot run at once, the longest overdue first", async () => {
  await using database = await openTestDatabase();
  const [fresh = "", late = "", later = "", paused = ""] = await insertChecks(database.database, 4, {
    since: NINE - 30 * 60_000,
  });
  const store = createRunStore({
    ...database,
    partitions: createPartitions(database.database),
    emitHook: async () => {},
  });
  await store.store([finishedRun(fresh, 0.5), finishedRun(late, -5), finishedRun(later, -20)]);
  await database.database.query("update checks set paused = true where id = $1", [paused]);

  await using open = await openHealthcheck({ database });
  expect([...open.queues.checks.recurring.keys()].toSorted()).toEqual([fresh, late, later].toSorted());
  expect(open.queues.checks.waiting.map(({ id }) => id)).toEqual([later, late]);
});

test("a new process runs what was created and never ran", async () => {
  await using database = await openTestDatabase();
  const [check = ""] = await insertChecks(database.database, 1, { since: NINE - 1 });
  await using open = await openHealthcheck({ database });
  expect(open.queues.checks.waiting.map(({ id }) => id)).toEqual([check]);
});
