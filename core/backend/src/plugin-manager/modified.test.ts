import { expect, setDefaultTimeout, test } from "bun:test";
import * as z from "zod";
import { packedPlugin } from "../installations/testing/packed-plugin.ts";
import { queryOnce } from "../installations/testing/query-once.ts";
import { setUpAdministrator } from "../testing/people.ts";
import { workspacePlugins } from "../testing/plugin-source.ts";
import { readJson } from "../testing/read-json.ts";
import { createHome, runPlatform } from "../testing/run-platform.ts";
import { until } from "../testing/until.ts";

setDefaultTimeout(60_000);

const pluginsSchema = z.array(z.looseObject({ id: z.string(), state: z.string() }));
const readinessSchema = z.object({
  status: z.string(),
  plugins: z.record(z.string(), z.object({ state: z.string(), reason: z.string().optional() })),
});

test("a package whose stored bytes were changed is told to be modified while it goes on, until it is uploaded and installed again", async () => {
  await using home = await createHome();
  await using platform = await runPlatform({ home, plugins: await workspacePlugins() });
  const ada = await setUpAdministrator(platform);
  const install = async (): Promise<void> => {
    const uploaded = await ada.ask("/api/pluginmanager/artifacts", {
      method: "POST",
      headers: { "content-type": "application/gzip" },
      body: new Uint8Array(packedPlugin()),
    });
    const { sha256 } = await readJson(uploaded, z.object({ sha256: z.string() }));
    const source = { type: "tarball", sha256 };
    const asked = { source, confirm: "@acme/demo", consents: ["unsigned"] };
    expect((await ada.send("/api/pluginmanager/install", asked)).status).toBe(200);
  };
  const demo = async () =>
    (await readJson(await ada.ask("/api/pluginmanager/plugins"), pluginsSchema)).find(({ id }) => id === "demo");
  const ready = async () => readJson(await platform.ask("/api/health/ready"), readinessSchema);

  await install();
  expect(await demo()).toMatchObject({ state: "ready" });
  await queryOnce(home, "update plugin_artifacts set bytes = set_byte(bytes, 40, get_byte(bytes, 40) # 1)", []);
  expect((await ada.send("/api/pluginmanager/plugins/demo/enable", {})).status).toBe(422);
  const reason =
    "the packed file of @acme/demo 1.0.0 was changed in the database; install the package again, or go back to another version, to put it right";
  expect(await demo()).toMatchObject({ state: "modified", reason: `${reason}; version 1.0.0 goes on` });
  expect(await readJson(await ada.ask("/api/pluginmanager/plugins/demo"), z.looseObject({}))).toMatchObject({
    state: "modified",
    versions: [{ version: "1.0.0", modified: reason }],
  });
  await until(async () => (await ready()).status === "degraded");
  expect((await ready()).plugins["demo"]).toEqual({ state: "modified", reason });
  expect(await (await ada.ask("/api/demo/x")).json()).toBe("demo 1.0.0");

  await install();
  expect(await demo()).toMatchObject({ state: "ready" });
  await until(async () => (await ready()).status === "ready");
});
