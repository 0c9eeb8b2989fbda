import { afterAll, beforeAll, expect, setDefaultTimeout, test } from "bun:test";
import * as z from "zod";
import { startApp, type App } from "../testing/app.ts";
import { setUpAdministrator } from "../testing/people.ts";
import { workspacePlugins } from "../testing/plugin-source.ts";
import { createHome, runPlatform, type Home } from "../testing/run-platform.ts";
import { startTarget } from "../testing/target.ts";
import { until } from "../testing/until.ts";

setDefaultTimeout(120_000);

let home: Home;
let open: AsyncDisposableStack;
beforeAll(async () => {
  home = await createHome();
  open = new AsyncDisposableStack();
  open.use(home);
});
afterAll(() => open.disposeAsync());

/** The way to check web servers, in a process of its own. */
async function startStrategy(): Promise<App> {
  const env = { CHECKSTACK_DATA_DIR: home.dataDir, DATABASE_URL: home.databaseUrl };
  const app = startApp({ env, args: ["--plugins=healthcheck-http-backend"] });
  open.defer(async () => {
    app.kill("SIGKILL");
    await app.ended;
  });
  await app.ready;
  return app;
}

const entity = z.object({ id: z.string() });
const runsShape = z.object({ items: z.array(z.object({ status: z.string(), code: z.string().nullable() })) });

test("checks whose strategy runs in a process that is killed or frozen are inconclusive, never an outage, and go on with it", async () => {
  await using target = await startTarget();
  const first = await startStrategy();
  await using platform = await runPlatform({ home, plugins: await workspacePlugins("!healthcheck-http-backend") });
  const admin = await setUpAdministrator(platform);
  const system = entity.parse(await (await admin.send("/api/catalog/systems", { name: "Shop" })).json());
  const config = { url: target.url, timeoutMs: 500 };
  const check = { name: "Page", systemId: system.id, strategy: "http", config, intervalSeconds: 1 };
  const { id } = entity.parse(await (await admin.send("/api/healthcheck/checks", check)).json());
  const runs = async () =>
    runsShape.parse(await (await admin.ask(`/api/healthcheck/checks/${id}/runs?limit=1000`)).json()).items;
  const statusOf = async () =>
    z.object({ status: z.string() }).parse(await (await admin.ask(`/api/healthcheck/checks/${id}`)).json()).status;
  const ranAs = async (code: string) => (await runs()).some((run) => run.code === code);
  const latestIsHealthy = async () => (await runs())[0]?.status === "healthy";
  await until(latestIsHealthy);

  first.kill("SIGKILL");
  await until(() => ranAs("STRATEGY_NOT_RUNNING"));
  const second = await startStrategy();
  await until(latestIsHealthy);

  second.kill("SIGSTOP");
  await until(() => ranAs("STRATEGY_UNREACHABLE"));
  await until(async () => (await runs())[0]?.code === "STRATEGY_NOT_RUNNING");
  second.kill("SIGCONT");
  await until(latestIsHealthy);

  const bad = (await runs()).filter(({ status }) => status !== "healthy" && status !== "inconclusive");
  expect(bad).toEqual([]);
  expect(await statusOf()).toBe("healthy");

  // What is found at the other side counts as it does here.
  await target.kill();
  await until(async () => (await statusOf()) === "unhealthy");
});
