/** A restart with 1,000 checks and a million stored runs: how long until every check has run again. */
import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { createChecks } from "./lib/checks.ts";
import { startCountingDatabase } from "./lib/database.ts";
import { storeRuns } from "./lib/history.ts";
import { startPlatform } from "./lib/platform.ts";
import { report, round } from "./lib/report.ts";
import { startTarget } from "./lib/target.ts";

const CHECKS = 1000;
const RUNS = 1_000_000;
const INTERVAL_SECONDS = 1;
const LIMIT_MS = 120_000;

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
    await storeRuns(database.client, RUNS);
  }
  const begun = new Date();
  await using platform = await startPlatform({ dataDir, databaseUrl: database.url });
  let ranAgain = 0;
  while (ranAgain < CHECKS && Date.now() - begun.getTime() < LIMIT_MS) {
    await Bun.sleep(20);
    const { rows } = await database.client.query<{ checks: number }>(
      `select count(*)::int as checks from "plugin_healthcheck-backend".check_states where last_run_at >= $1`,
      [begun],
    );
    ranAgain = rows[0]?.checks ?? 0;
  }
  const figures = { checks: ranAgain, readyMs: round(platform.readyMs), everyCheckMs: Date.now() - begun.getTime() };
  report(
    "restart",
    figures,
    `${ranAgain} of ${CHECKS} checks ran again ${figures.everyCheckMs} ms after the start of the process (ready after ${figures.readyMs} ms).`,
  );
} finally {
  await rm(dataDir, { recursive: true, force: true });
}
