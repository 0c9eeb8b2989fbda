/**
 * What a queue engine gives. `bun queue.ts [engine]` measures memory, PostgreSQL and Redis: jobs enqueued and run a
 * second, the time from `enqueue` to the handler while nothing else happens, and what 1,000 recurring jobs a second cost.
 */
import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import type { QueueProvider } from "@checkstack/backend-api";
import { startTestRedis } from "@checkstack/test-utils-backend";
import { startCountingDatabase } from "./lib/database.ts";
import { cpuSeconds } from "./lib/processes.ts";
import { createQueueEngines } from "./lib/queue-engines.ts";
import { percentile, report, round } from "./lib/report.ts";

const JOBS: Record<string, number> = { memory: 50_000, redis: 20_000, postgres: 5000 };
const IN_FLIGHT = 100;
const RECURRING = 1000;
const SECONDS = 10;

const dataDir = await mkdtemp(join(tmpdir(), "checkstack-bench-"));
try {
  await using database = await startCountingDatabase(dataDir);
  await using redis = await startTestRedis({ fsync: "everysec" });
  await using engines = await createQueueEngines({ databaseUrl: database.url, redisUrl: redis.url });
  const wanted = process.argv[2];
  for (const [id, jobs] of Object.entries(JOBS)) {
    if (wanted !== undefined && wanted !== id) continue;
    const engine = engines.engine(id);
    const figures = {
      ...(await throughput(engine, jobs)),
      addToStartMs: await addToStart(engine),
      recurring: await recurring(engine, { statements: database.counts, redisPid: redis.pid }),
    };
    await engine.close();
    const { recurring: ticks } = figures;
    report(
      "queue",
      { engine: id, ...figures },
      `${engine.displayName}: ${figures.enqueuedPerSecond} jobs enqueued and ${figures.runPerSecond} run a second, ` +
        `${figures.addToStartMs.p50} ms from enqueue to start (p99 ${figures.addToStartMs.p99}); ${RECURRING} jobs a second that ` +
        `recur are ${ticks.latenessMs.p99} ms late at p99 and cost ${ticks.cpuPercent} % of a core here, ${ticks.statementsPerSecond} ` +
        `statements a second in PostgreSQL and ${ticks.redisCpuPercent} % of a core in Redis.`,
    );
  }
} finally {
  await rm(dataDir, { recursive: true, force: true });
}

async function throughput(engine: QueueProvider, jobs: number) {
  const queue = engine.open("bench.throughput");
  await queue.stats();
  const enqueueBegun = performance.now();
  for (let done = 0; done < jobs; done += IN_FLIGHT) {
    await Promise.all(Array.from({ length: IN_FLIGHT }, (_, n) => queue.enqueue({ n: done + n })));
  }
  const enqueuedMs = performance.now() - enqueueBegun;

  const all = Promise.withResolvers<void>();
  let run = 0;
  const runBegun = performance.now();
  await using _ = queue.consume(
    async () => {
      if (++run === jobs) all.resolve();
    },
    { concurrency: IN_FLIGHT },
  );
  await all.promise;
  const ranMs = performance.now() - runBegun;
  return { enqueuedPerSecond: round((jobs * 1000) / enqueuedMs), runPerSecond: round((jobs * 1000) / ranMs) };
}

async function addToStart(engine: QueueProvider) {
  const queue = engine.open("bench.latency");
  let started = Promise.withResolvers<number>();
  await using _ = queue.consume(async () => started.resolve(performance.now()));
  const times: number[] = [];
  for (let n = 0; n < 200; n++) {
    started = Promise.withResolvers();
    const begun = performance.now();
    await queue.enqueue({ n });
    times.push((await started.promise) - begun);
  }
  return { p50: round(percentile(times, 0.5), 2), p99: round(percentile(times, 0.99), 2) };
}

async function recurring(
  engine: QueueProvider,
  { statements, redisPid }: { statements: () => Promise<{ statements: number }>; redisPid: number },
) {
  const queue = engine.open("bench.recurring");
  const late: number[] = [];
  await queue.schedule(
    Array.from({ length: RECURRING }, (_, n) => ({
      key: `job-${n}`,
      recurrence: { everyMs: 1000, offsetMs: n % 1000 },
      data: { n },
    })),
  );
  await using _ = queue.consume(async ({ dueAt }) => void late.push(Date.now() - dueAt), { concurrency: 500 });
  await Bun.sleep(3000);
  late.length = 0;
  const read = async () => ({ ...(await statements()), own: cpuSeconds(process.pid), redis: cpuSeconds(redisPid) });
  const before = await read();
  await Bun.sleep(SECONDS * 1000);
  const after = await read();
  const percent = (seconds: number): number => round((seconds * 100) / SECONDS);
  return {
    perSecond: round(late.length / SECONDS),
    latenessMs: { p50: round(percentile(late, 0.5)), p99: round(percentile(late, 0.99)) },
    cpuPercent: percent(after.own - before.own),
    // The reading itself is one of them.
    statementsPerSecond: round((after.statements - before.statements - 1) / SECONDS),
    redisCpuPercent: percent(after.redis - before.redis),
  };
}
