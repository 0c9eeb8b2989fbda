/** The memory of the whole platform as one process, and as ten that host a plugin or two each. */
import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { startCountingDatabase } from "./lib/database.ts";
import { startPlatform } from "./lib/platform.ts";
import { heldMb } from "./lib/processes.ts";
import { report, round } from "./lib/report.ts";

/** What signs people in comes first. The queue runs in each of them, and in two nothing else: they are gateways. */
const PROCESSES = [
  "auth-*",
  "catalog-backend",
  "healthcheck-backend",
  "healthcheck-backend",
  "healthcheck-http-backend",
  "healthcheck-http-backend",
  "notification-backend",
  "pluginmanager-backend",
  "queue-backend",
  "queue-backend",
];
const SETTLE_MS = 15_000;

const one = await memoryOf([undefined]);
const ten = await memoryOf(PROCESSES);
const figures = {
  oneMb: round(one.together),
  tenMb: round(ten.together),
  smallestOwnMb: round(Math.min(...ten.own)),
  largestOwnMb: round(Math.max(...ten.own)),
};
report(
  "memory",
  figures,
  `As one process the platform holds ${figures.oneMb} MB when idle, as ten ${figures.tenMb} MB; ` +
    `${figures.smallestOwnMb} to ${figures.largestOwnMb} MB of it belong to one of them alone.`,
);

/** Of processes that are all idle. The database is a server of its own and not counted. */
async function memoryOf(processes: readonly (string | undefined)[]): Promise<ReturnType<typeof heldMb>> {
  const dataDir = await mkdtemp(join(tmpdir(), "checkstack-bench-"));
  try {
    await using database = await startCountingDatabase(dataDir);
    await using stack = new AsyncDisposableStack();
    const pids: number[] = [];
    for (const plugins of processes) {
      const started = await startPlatform({ dataDir, databaseUrl: database.url, ...(plugins && { plugins }) });
      stack.use(started);
      pids.push(started.pid);
    }
    await Bun.sleep(SETTLE_MS);
    return heldMb(pids);
  } finally {
    await rm(dataDir, { recursive: true, force: true });
  }
}
