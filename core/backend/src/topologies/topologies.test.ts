import { afterEach, expect, setDefaultTimeout, test } from "bun:test";
import { startApp, type App } from "../testing/app.ts";
import { createHome } from "../testing/run-platform.ts";
import { startProxy } from "./proxy.ts";
import { playFirstDay } from "./scenario.ts";

// Up to eight processes start on a machine that may have two cores.
setDefaultTimeout(180_000);

const running: App[] = [];
afterEach(async () => {
  for (const app of running) app.kill("SIGTERM");
  const ends = await Promise.all(running.splice(0).map(({ ended }) => ended));
  expect(ends).toEqual(ends.map(() => ({ code: 0, stderr: "" })));
});

/** Starts one process for each list of plugins; answers their addresses once all are ready. */
async function start(
  home: { dataDir: string; databaseUrl: string },
  processes: readonly string[],
  flags: readonly string[] = [],
): Promise<string[]> {
  const env = { CHECKSTACK_DATA_DIR: home.dataDir, DATABASE_URL: home.databaseUrl };
  const apps = processes.map((plugins) =>
    startApp({ env, args: [...flags, ...(plugins === "" ? [] : [`--plugins=${plugins}`])] }),
  );
  running.push(...apps);
  return Promise.all(apps.map(({ ready }) => ready));
}

test("one process", async () => {
  await using home = await createHome();
  await playFirstDay(await start(home, [""]));
});

test("a process for each essential plugin", async () => {
  await using home = await createHome();
  const plugins = ["auth", "auth-credential", "catalog", "healthcheck", "healthcheck-http", "notification"];
  await playFirstDay(
    await start(
      home,
      plugins.map((name) => `${name}-backend`),
    ),
  );
});

test("as in development, two processes that name one plugin each: the older one runs whatever neither names", async () => {
  await using home = await createHome();
  const addresses = await start(home, ["catalog-backend", "auth-backend"], ["--dev"]);
  await playFirstDay(addresses);
});

test("two identical processes behind a plain proxy", async () => {
  await using home = await createHome();
  using proxy = startProxy(await start(home, ["", ""]));
  await playFirstDay([proxy.url]);
});

test("health checks in two processes of their own, the rest in one", async () => {
  await using home = await createHome();
  await playFirstDay(await start(home, ["!healthcheck-*", "healthcheck-*", "healthcheck-*"]));
});
