import { expect, setDefaultTimeout, test } from "bun:test";
import { startApp, type App, type AppOptions } from "../testing/app.ts";
import { createHome } from "../testing/run-platform.ts";
import { until } from "../testing/until.ts";

setDefaultTimeout(120_000);

test("a process stands in for a plugin while no other runs it, and hands it over without a failed request", async () => {
  await using home = await createHome();
  await using running = new AsyncDisposableStack();
  const start = (plugins: string, env: AppOptions["env"] = {}): App => {
    const app = startApp({
      env: { CHECKSTACK_DATA_DIR: home.dataDir, DATABASE_URL: home.databaseUrl, ...env },
      args: [`--plugins=${plugins}`],
    });
    running.defer(async () => {
      app.kill("SIGTERM");
      expect(await app.ended).toEqual({ code: 0, stderr: "" });
    });
    return app;
  };
  const first = start("catalog-backend", { CHECKSTACK_STAND_IN: "on" });
  const url = await first.ready;
  await first.logged("stands in for auth, ");
  const ask = async (): Promise<number> => (await fetch(`${url}/api/auth/session`)).status;
  expect(await ask()).toBe(200);

  const answers = new Set<number>();
  let asking = true;
  const load = (async () => {
    while (asking) answers.add(await ask());
  })();
  const second = start("auth-backend");
  await second.ready;
  await first.logged("lets go of auth, ");
  second.kill("SIGTERM");
  await second.ended;
  await until(async () => (await ask()) === 200);
  asking = false;
  await load;
  expect([...answers]).toEqual([200]);
});
