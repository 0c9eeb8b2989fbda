/**
 * Two processes share 1,000 checks at 5 s, and one of them is killed every 10 s: what is lost, stored twice, or told wrongly.
 * `bun replicas.ts [seconds]`, 300 by default.
 */
import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { createChecks } from "./lib/checks.ts";
import { startCountingDatabase } from "./lib/database.ts";
import { everyCheckRan } from "./lib/history.ts";
import { startPlatform, type RunningPlatform } from "./lib/platform.ts";
import { report } from "./lib/report.ts";
import { startTarget } from "./lib/target.ts";

const CHECKS = 1000;
const INTERVAL_SECONDS = 5;
const KILL_EVERY_MS = 10_000;
const durationMs = Number(process.argv[2] ?? 300) * 1000;

/** What is stored of the time from `$1` to `$2`. A slot is lost when the ones around it are stored and it is not. */
const FINDINGS = `
  with steps as (
    select slot - lag(slot) over (partition by check_id order by slot) as step, started_at - scheduled_at as late
    from "plugin_healthcheck-backend".runs where scheduled_at between $1 and $2
  )
  select
    (select count(*)::int from steps) as runs,
    (select coalesce(sum(step - 1) filter (where step > 1), 0)::int from steps) as "lostSlots",
    (select coalesce(max(step - 1), 0)::int from steps) as "mostLostInARow",
    (select count(*)::int from steps where step = 0) as "storedTwice",
    (select round(extract(epoch from max(late)))::int from steps) as "latestSeconds",
    (select count(*)::int from "plugin_healthcheck-backend".status_intervals
      where status not in ('healthy', 'unknown') and started_at > $1) as "falseStatuses",
    (select count(*)::int from "plugin_notification-backend".notifications) as "falseAlerts"`;

const dataDir = await mkdtemp(join(tmpdir(), "checkstack-bench-"));
try {
  await using database = await startCountingDatabase(dataDir);
  await using target = await startTarget();
  const start = (): Promise<RunningPlatform> => startPlatform({ dataDir, databaseUrl: database.url });
  await using stack = new AsyncDisposableStack();
  const replicas = [await start(), await start()];
  stack.defer(async () => {
    await Promise.all(replicas.map((replica) => replica[Symbol.asyncDispose]()));
  });
  const [first] = replicas;
  if (!first) throw new Error("no process to ask");
  const check = { count: CHECKS, url: target.url, intervalSeconds: INTERVAL_SECONDS, checksPerSystem: 1 };
  await createChecks(first, check);
  await everyCheckRan(database.client, new Date(0));

  const begun = new Date();
  let kills = 0;
  while (Date.now() - begun.getTime() < durationMs) {
    await Bun.sleep(KILL_EVERY_MS);
    const victim = kills++ % replicas.length;
    await replicas[victim]?.kill();
    replicas[victim] = await start();
  }
  const ended = new Date();
  await Bun.sleep(3 * INTERVAL_SECONDS * 1000);
  const { rows } = await database.client.query(FINDINGS, [begun, ended]);
  const figures = { checks: CHECKS, seconds: Math.round(durationMs / 1000), kills, ...rows[0] };
  report(
    "replicas",
    figures,
    `${kills} kills in ${figures.seconds} s: of ${figures.runs} runs ${figures.lostSlots} slots were lost, ${figures.mostLostInARow} in a row at most, ` +
      `${figures.storedTwice} stored twice, the latest ${figures.latestSeconds} s late; ${figures.falseStatuses} false statuses, ${figures.falseAlerts} false alerts.`,
  );
} finally {
  await rm(dataDir, { recursive: true, force: true });
}
