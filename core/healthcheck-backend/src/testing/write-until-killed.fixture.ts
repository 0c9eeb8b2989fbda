// Stores the same runs as every other start of this program, from the first one on, until it is killed or done.
import { checkStatusChanged } from "@checkstack/healthcheck-common";
import { createPartitions } from "../partitions.ts";
import { createRunStore } from "../writer/run-store.ts";
import { createRunWriter } from "../writer/run-writer.ts";
import { createTestClock, NINE, quietLogger } from "./fixtures.ts";
import { connectTo } from "./open-database.ts";
import { plannedRuns } from "./planned-runs.ts";

const [url = "", ...checkIds] = process.argv.slice(2);
await using connection = connectTo(url);
const { database } = connection;
const store = createRunStore({
  database,
  partitions: createPartitions(database),
  emitHook: async (hook, payload, options) => {
    if (hook !== checkStatusChanged) return;
    await options?.tx?.query("insert into told (event) values ($1)", [JSON.stringify(payload)]);
  },
});
const clock = createTestClock(NINE + 12 * 3_600_000);
await using writer = createRunWriter({
  store: {
    store(batch) {
      process.stdout.write(".");
      return store.store(batch);
    },
  },
  clock,
  logger: quietLogger,
  onStored: () => {},
  limits: { maxBatch: 40, fullWaitMs: 1, smallWaitMs: 1 },
});
for (const run of plannedRuns(checkIds)) writer.add(run);
