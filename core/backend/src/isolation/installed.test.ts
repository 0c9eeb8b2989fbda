import { expect, setDefaultTimeout, test } from "bun:test";
import { core, createBackendPlugin, type Installations, type Isolation } from "@checkstack/backend-api";
import { answering, packedPlugin } from "../installations/testing/packed-plugin.ts";
import { createHome, runPlatform } from "../testing/run-platform.ts";

setDefaultTimeout(60_000);

test("what is installed runs in a process of its own, is upgraded there under load, and may come in process", async () => {
  const reached = Promise.withResolvers<{ installations: Installations; isolation: Isolation }>();
  const manager = createBackendPlugin({
    metadata: { pluginId: "pluginmanager", displayName: "Plugins" },
    register: (registry) =>
      registry.registerInit({
        deps: { installations: core.installations, isolation: core.isolation },
        init: ({ installations, isolation }) => reached.resolve({ installations, isolation }),
      }),
  });
  await using home = await createHome();
  await using platform = await runPlatform({ home, plugins: [manager] });
  const { installations, isolation } = await reached.promise;

  async function install(version: string, runs: "isolated" | "in-process", body?: string) {
    const code = answering("demo", version, body === undefined ? {} : { init: body });
    const { sha256 } = await installations.stage(packedPlugin({ version, plugins: [{ pluginId: "demo", code }] }));
    return installations.install({ sha256, source: { type: "tarball", sha256 }, consents: [], runs, actor: "Ada" });
  }
  const ask = async (): Promise<unknown> => {
    const answer = await platform.ask("/api/demo/x");
    return answer.ok ? answer.json() : answer.status;
  };

  await install("1.0.0", "isolated");
  expect(isolation.placeOf("demo")).toMatchObject({ place: "own-process", process: { sandbox: { files: "hidden" } } });
  expect(await ask()).toBe("demo 1.0.0");

  const seen = new Set<unknown>();
  let loading = true;
  const load = (async () => {
    while (loading) seen.add(await ask());
  })();
  await install("1.1.0", "isolated");
  expect(await ask()).toBe("demo 1.1.0");
  await expect(install("1.2.0", "isolated", "throw new Error('not today');")).rejects.toThrow("not today");
  expect(await ask()).toBe("demo 1.1.0");
  loading = false;
  await load;
  expect(seen).toEqual(new Set(["demo 1.0.0", "demo 1.1.0"]));

  await install("2.0.0", "in-process");
  expect(isolation.placeOf("demo")).toEqual({ place: "in-process" });
  expect(await ask()).toBe("demo 2.0.0");
});
