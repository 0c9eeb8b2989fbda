import { expect, setDefaultTimeout, test } from "bun:test";
import { join } from "node:path";
import { initialState, type CheckState } from "@checkstack/healthcheck-common";
import { insertChecks } from "../testing/fixtures.ts";
import { openTestDatabase } from "../testing/open-database.ts";
import { plannedRuns } from "../testing/planned-runs.ts";
import { advanceStates } from "./advance-states.ts";

setDefaultTimeout(120_000);
const KILLS = 12;

test("a writer that is killed at any moment leaves runs, roll-ups and states that agree, and stores nothing twice", async () => {
  await using open = await openTestDatabase();
  const { database } = open;
  await database.query("create table told (event text)");
  const checkIds = await insertChecks(database, 10);
  const agree = async () => {
    const [counted] = await database.query<{ runs: number; rolled: number; buckets: number }>(
      `select (select count(*)::int from runs) as runs,
         coalesce(sum(healthy + unhealthy), 0)::int as rolled,
         coalesce(sum(array_length(buckets, 1)), 0)::int as buckets from rollup_minutes`,
    );
    expect(counted).toEqual({ runs: counted?.runs ?? -1, rolled: counted?.runs ?? -1, buckets: counted?.runs ?? -1 });
    const stored = await database.query<{ id: string; minutes: number }>(
      "select check_id as id, count(*)::int as minutes from runs group by check_id",
    );
    const minutesOf = new Map(stored.map(({ id, minutes }) => [id, minutes]));
    const states = await database.query<{ id: string; state: CheckState; status: string }>(
      "select check_id as id, state, status from check_states",
    );
    for (const { id, state, status } of states) {
      const runs = plannedRuns([...checkIds])
        .filter(({ run }) => run.checkId === id)
        .slice(0, minutesOf.get(id) ?? 0);
      const { updates, changes } = advanceStates(runs, new Map([[id, initialState]]));
      expect(state).toEqual(updates[0]?.state ?? initialState);
      expect(status).toBe(changes.at(-1)?.to ?? "unknown");
    }
  };

  for (let kill = 1; kill <= KILLS; kill++) {
    await runUntil(open.url, checkIds, { batches: kill * 2 });
    await agree();
  }
  await runUntil(open.url, checkIds, { batches: Number.POSITIVE_INFINITY });
  await agree();
  expect(await database.query("select count(*)::int as n from runs")).toEqual([{ n: 1200 }]);
  const told = await database.query<{ event: string }>("select event from told");
  const expected = advanceStates(plannedRuns(checkIds), new Map(checkIds.map((id) => [id, initialState]))).changes;
  expect(told.map(({ event }) => event).toSorted()).toEqual(
    expected.map((change) => JSON.stringify(change)).toSorted(),
  );
});

/** Starts the program and kills it somewhere within the transaction of the given batch. */
async function runUntil(url: string, checkIds: readonly string[], { batches }: { batches: number }): Promise<void> {
  const program = join(import.meta.dir, "../testing/write-until-killed.fixture.ts");
  const child = Bun.spawn([process.execPath, program, url, ...checkIds], { stdout: "pipe", stderr: "inherit" });
  let begun = 0;
  for await (const chunk of child.stdout) {
    begun += chunk.length;
    if (begun >= batches) child.kill("SIGKILL");
  }
  const code = await child.exited;
  if (batches === Number.POSITIVE_INFINITY) expect(code).toBe(0);
}
