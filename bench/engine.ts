/**
 * What a run costs. `bun engine.ts [seconds] [scenario]` measures 2,000 checks at 30 s (0), 1,000 at 1 s (1) and the
 * ceiling (2) against a target in another process: runs stored a second, lateness, CPU, memory, statements, transactions.
 */
import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { createChecks } from "./lib/checks.ts";
import { startCountingDatabase, type CountingDatabase } from "./lib/database.ts";
import { startPlatform } from "./lib/platform.ts";
import { cpuSeconds, pssMb } from "./lib/processes.ts";
import { percentile, report, round } from "./lib/report.ts";
import { startTarget } from "./lib/target.ts";

const SCENARIOS = [
  { name: "2,000 checks at 30 s", count: 2000, intervalSeconds: 30 },
  { name: "1,000 checks at 1 s", count: 1000, intervalSeconds: 1 },
  { name: "the ceiling: 6,000 checks at 1 s", count: 6000, intervalSeconds: 1 },
];
const seconds = Number(process.argv[2] ?? 30);
const WARM_UP_SECONDS = 10;
const RUNS = `"plugin_healthcheck-backend".runs`;

const wanted = process.argv[3];
for (const [index, scenario] of SCENARIOS.entries()) {
  if (wanted === undefined || wanted === String(index)) await measure(scenario);
}

async function measure({ name, count, intervalSeconds }: (typeof SCENARIOS)[number]): Promise<void> {
  const dataDir = await mkdtemp(join(tmpdir(), "checkstack-bench-"));
  try {
    await using database = await startCountingDatabase(dataDir);
    await using target = await startTarget();
    await using platform = await startPlatform({ dataDir, databaseUrl: database.url });
    await createChecks(platform, { count, url: target.url, intervalSeconds, checksPerSystem: 10 });
    await Bun.sleep(WARM_UP_SECONDS * 1000);

    const postgresPid = await postmasterPid(database);
    const before = {
      app: cpuSeconds(platform.pid),
      db: cpuSeconds(postgresPid),
      ...(await database.counts()),
      at: new Date(),
    };
    await Bun.sleep(seconds * 1000);
    const after = {
      app: cpuSeconds(platform.pid),
      db: cpuSeconds(postgresPid),
      ...(await database.counts()),
      at: new Date(),
    };
    const lateness = await latenessOf(database, before.at, after.at);
    const runs = lateness.length;

    const figures = {
      runsPerSecond: round((runs * 1000) / (after.at.getTime() - before.at.getTime())),
      latenessMs: { p50: round(percentile(lateness, 0.5)), p99: round(percentile(lateness, 0.99)) },
      cpuMsPerRun: {
        app: round(((after.app - before.app) * 1000) / runs, 3),
        database: round(((after.db - before.db) * 1000) / runs, 3),
      },
      appMemoryMb: round(pssMb(platform.pid)),
      statementsPerRun: round((after.statements - before.statements) / runs, 3),
      transactionsPerRun: round((after.transactions - before.transactions) / runs, 3),
    };
    report(
      "engine",
      { scenario: name, ...figures },
      `${name}: ${figures.runsPerSecond} runs stored a second, ${figures.latenessMs.p99} ms late at p99, ` +
        `${round(figures.cpuMsPerRun.app + figures.cpuMsPerRun.database, 3)} ms of CPU, ${figures.statementsPerRun} statements and ` +
        `${figures.transactionsPerRun} transactions per run, ${figures.appMemoryMb} MB.`,
    );
  } finally {
    await rm(dataDir, { recursive: true, force: true });
  }
}

async function latenessOf(database: CountingDatabase, from: Date, to: Date): Promise<number[]> {
  const { rows } = await database.client.query<{ late: number }>(
    `select extract(epoch from started_at - scheduled_at)::float8 * 1000 as late from ${RUNS}
     where scheduled_at >= $1 and scheduled_at < $2`,
    [from, to],
  );
  return rows.map(({ late }) => late);
}

async function postmasterPid({ client }: CountingDatabase): Promise<number> {
  const { rows } = await client.query<{ pid: number }>(
    "select (string_to_array(pg_read_file('postmaster.pid'), e'\\n'))[1]::int as pid",
  );
  const pid = rows[0]?.pid;
  if (!pid) throw new Error("the database does not say its process id");
  return pid;
}
