import { expect, setDefaultTimeout, test } from "bun:test";
import * as z from "zod";
import { setUpAdministrator } from "./testing/people.ts";
import { workspacePlugins } from "./testing/plugin-source.ts";
import { createHome, runPlatform } from "./testing/run-platform.ts";
import { startTarget } from "./testing/target.ts";
import { until } from "./testing/until.ts";

setDefaultTimeout(120_000);

const entity = z.object({ id: z.string() });
const runsShape = z.object({ items: z.array(z.object({ slot: z.number(), source: z.string(), status: z.string() })) });

test("each plugin of this repository is replaced while checks run: no false finding, no double run, nobody signed out", async () => {
  await using home = await createHome();
  const sources = await workspacePlugins();
  await using platform = await runPlatform({ home, plugins: sources });
  await using target = await startTarget();
  const admin = await setUpAdministrator(platform);
  const { id: systemId } = entity.parse(await (await admin.send("/api/catalog/systems", { name: "Shop" })).json());
  const check = { name: "Front page", systemId, strategy: "http", config: { url: target.url }, intervalSeconds: 1 };
  const { id } = entity.parse(await (await admin.send("/api/healthcheck/checks", check)).json());
  const runs = async () =>
    runsShape.parse(await (await admin.ask(`/api/healthcheck/checks/${id}/runs?limit=1000`)).json()).items;
  const lastSlot = async (): Promise<number> => (await runs())[0]?.slot ?? -1;
  await until(async () => (await lastSlot()) >= 0);

  for (const _round of [1, 2]) {
    for (const source of sources) {
      await platform.kernel.replace(source);
      expect(Object.entries(platform.states()).filter(([, state]) => state !== "ready")).toEqual([]);
    }
    const before = await lastSlot();
    await until(async () => (await lastSlot()) > before + 1);
  }

  const stored = await runs();
  expect(stored.filter(({ status }) => status === "unhealthy" || status === "degraded")).toEqual([]);
  expect(new Set(stored.map(({ slot, source }) => `${source} ${slot}`)).size).toBe(stored.length);
  expect((await admin.ask("/api/auth/users")).status).toBe(200);
  for (const { pluginId } of sources) expect(platform.lateErrors(pluginId)).toEqual([]);
});
