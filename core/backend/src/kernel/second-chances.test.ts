import { expect, setDefaultTimeout, test } from "bun:test";
import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { core, createServiceRef } from "@checkstack/backend-api";
import { startFaultyPostgres } from "../database/testing/faulty-postgres.ts";
import { pluginOf } from "../testing/plugin-source.ts";
import { runPlatform } from "../testing/run-platform.ts";
import { until } from "../testing/until.ts";

setDefaultTimeout(120_000);

test("a plugin whose start failed because the database was away starts when it is back, with what is built on it", async () => {
  await using postgres = await startFaultyPostgres();
  const dataDir = await mkdtemp(join(tmpdir(), "checkstack-second-chance-"));
  const ref = createServiceRef<{ rows: number }>("unlucky.service");
  let starts = 0;
  const unlucky = pluginOf("unlucky", {
    deps: { database: core.database },
    provides: [ref],
    async init({ database, provide }) {
      if (++starts === 1) await postgres.stop();
      provide(ref, { rows: (await database.query("select 1")).length });
    },
  });
  const dependent = pluginOf("dependent", { deps: { unlucky: ref }, init() {} });
  const broken = pluginOf("broken", {
    deps: {},
    init() {
      throw new Error("not the database's fault");
    },
  });
  await using platform = await runPlatform({
    home: { dataDir, databaseUrl: postgres.url },
    plugins: [unlucky, dependent, broken],
  });
  expect(platform.states()).toEqual({ unlucky: "failed", dependent: "blocked", broken: "failed" });
  await postgres.start();
  await until(() => platform.states()["dependent"] === "ready");
  expect(platform.states()).toEqual({ unlucky: "ready", dependent: "ready", broken: "failed" });
  expect(starts).toBe(2);
  await rm(dataDir, { recursive: true });
});
