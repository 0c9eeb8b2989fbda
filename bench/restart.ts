/** A restart with 1,000 checks and a million stored runs: how long until every check has run again. */
import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { createChecks } from "./lib/checks.ts";
import { startCountingDatabase } from "./lib/database.ts";
import { everyCheckRan, storeRuns } from "./lib/history.ts";
import { startPlatform } from "./lib/platform.ts";
import { report, round } from "./lib/report.ts";
import { startTarget } from "./lib/target.ts";

const CHECKS = 1000;
const RUNS = 1_000_000;
const INTERVAL_SECONDS = 1;

const dataDir = await mkdtemp(join(tmpdir(), "checkstack-bench-"));
try {
  await using database = await startCountingDatabase(dataDir);
  await using target = await startTarget();
  {
    await using platform = await startPlatform({ dataDir, databaseUrl: database.url });
    await createChecks(platform, {
      checksPerSystem: 1,
      count: CHECKS,
      url: target.url,
      intervalSeconds: INTERVAL_SECONDS,
    });
    await everyCheckRan(database.client, new Date(0));
    await storeRuns(database.client, RUNS);
  }
  const begun = new Date();
  await using platform = await startPlatform({ dataDir, databaseUrl: database.url });
  await everyCheckRan(database.client, begun);
  const figures = { checks: CHECKS, readyMs: round(platform.readyMs), everyCheckMs: Date.now() - begun.getTime() };
  report(
    "restart",
    figures,
    `Each of ${CHECKS} checks had run again ${figures.everyCheckMs} ms after the start of the process (ready after ${figures.readyMs} ms).`,
  );
} finally {
  await rm(dataDir, { recursive: true, force: true });
}
