/** Lists of 2,000 systems with status at a million stored runs, and a trivial authenticated call against a bare Hono route. */
import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { createChecks } from "./lib/checks.ts";
import { startCountingDatabase } from "./lib/database.ts";
import { everyCheckRan, storeRuns } from "./lib/history.ts";
import { latencies, throughput } from "./lib/load.ts";
import { startPlatform } from "./lib/platform.ts";
import { report } from "./lib/report.ts";
import { startServerProcess, startTarget } from "./lib/target.ts";

const SYSTEMS = 2000;
const RUNS = 1_000_000;

const dataDir = await mkdtemp(join(tmpdir(), "checkstack-bench-"));
try {
  await using database = await startCountingDatabase(dataDir);
  await using target = await startTarget();
  await using platform = await startPlatform({ dataDir, databaseUrl: database.url });
  await createChecks(platform, { checksPerSystem: 1, count: SYSTEMS, url: target.url, intervalSeconds: 86_400 });
  await everyCheckRan(database.client, new Date(0));
  await storeRuns(database.client, RUNS);

  const get = (path: string) => () => fetch(platform.url + path, { headers: { cookie: platform.cookie } });
  const status = await latencies(get(`/api/healthcheck/systems?limit=${SYSTEMS}`), 200);
  const systems = await latencies(get(`/api/catalog/systems?limit=${SYSTEMS}`), 200);
  const authenticated = await throughput(get("/api/auth/session"));
  await using bare = await startServerProcess("bare-hono.ts");
  const hono = await throughput(() => fetch(`${bare.url}session`));
  const figures = {
    statusListMs: status,
    systemListMs: systems,
    authenticatedPerSecond: authenticated,
    bareHonoPerSecond: hono,
  };
  report(
    "api",
    figures,
    `The status of ${SYSTEMS} systems takes ${status.p50} ms (p95 ${status.p95}), the systems themselves ${systems.p50} ms ` +
      `(p95 ${systems.p95}); ${authenticated} authenticated calls a second, a bare route answers ${hono}.`,
  );
} finally {
  await rm(dataDir, { recursive: true, force: true });
}
