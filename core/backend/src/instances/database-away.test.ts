import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { expect, setDefaultTimeout, test } from "bun:test";
import { core, type Instances } from "@checkstack/backend-api";
import { startFaultyPostgres } from "../database/testing/faulty-postgres.ts";
import { answeringPlugin, pluginOf } from "../testing/plugin-source.ts";
import { runPlatform } from "../testing/run-platform.ts";
import { until } from "../testing/until.ts";

setDefaultTimeout(60_000);

test("instances reach each other while the database is away, and lose nobody when it is back", async () => {
  await using postgres = await startFaultyPostgres();
  const dataDir = await mkdtemp(join(tmpdir(), "checkstack-away-"));
  await using _folder = { [Symbol.asyncDispose]: () => rm(dataDir, { recursive: true }) };
  const home = { dataDir, databaseUrl: postgres.url };
  const seen = Promise.withResolvers<Instances>();
  const watcher = pluginOf("watcher", {
    deps: { instances: core.instances },
    init: ({ instances }) => seen.resolve(instances),
  });
  await using gateway = await runPlatform({ home, plugins: [watcher] });
  await using _host = await runPlatform({ home, plugins: [answeringPlugin("fruit", (name) => name)] });
  const statusOf = async () => (await gateway.ask("/api/fruit/apple")).status;
  await until(async () => (await statusOf()) === 200);
  const instances = await seen.promise;
  const states = new Set<string>();
  using _watch = instances.onChange(() => instances.list().forEach(({ state }) => states.add(state)));

  await postgres.freeze();
  // Longer than it takes to lose an instance that is silent.
  const end = performance.now() + 7000;
  while (performance.now() < end) expect(await statusOf()).toBe(200);
  postgres.thaw();
  await until(async () => (await gateway.ask("/api/health/ready")).status === 200);
  const after = performance.now() + 3000;
  while (performance.now() < after) expect(await statusOf()).toBe(200);
  expect([...states]).not.toContain("lost");
});
