import { expect, setDefaultTimeout, test } from "bun:test";
import { generateKeyPair } from "@checkstack/plugin-package-node";
import { answeringPlugin } from "../testing/plugin-source.ts";
import { createHome } from "../testing/run-platform.ts";
import { installingPlatform, type InstallingPlatform } from "./testing/installing-platform.ts";
import { answering, packedPlugin, type PackedPluginOptions } from "./testing/packed-plugin.ts";

setDefaultTimeout(60_000);

const by = { name: "@acme/demo", actor: "Ada" };

/** Installs as somebody who says yes to nothing. */
async function installWarily({ installations }: InstallingPlatform, options: PackedPluginOptions): Promise<unknown> {
  const { sha256 } = await installations.stage(packedPlugin(options));
  return installations.install({ sha256, source: null, consents: [], runs: "in-process", actor: "Ada" });
}

test("what others need is neither disabled nor uninstalled, and they are named", async () => {
  await using home = await createHome();
  await using platform = await installingPlatform({ home });
  const { installations } = platform;
  const provides = { head: `const shared = createServiceRef("demo.shared");`, init: `given.provide(shared, 1);` };
  const code = answering("demo", "1.0.0", provides).replace("init({ serve", "provides: [shared], init({ serve");
  const needs = [
    { pluginId: "caller", calls: ["demo"] },
    { pluginId: "adder", extensions: ["demo.greeters"] },
    { pluginId: "user", code: answering("user", "1.0.0", { head: provides.head, deps: "shared" }) },
  ];
  await platform.install(packedPlugin({ plugins: [{ pluginId: "demo", code }] }));
  for (const part of needs) await platform.install(packedPlugin({ name: `@acme/${part.pluginId}`, plugins: [part] }));
  const dependents = [
    { pluginId: "user", why: 'needs its "demo.shared"' },
    { pluginId: "adder", why: 'adds to "demo.greeters"' },
    { pluginId: "caller", why: "calls it" },
  ];
  expect(await installations.dependents("demo")).toEqual(dependents);
  const refusal = { problem: { code: "HAS_DEPENDENTS", dependents } };
  await expect(installations.disable(by)).rejects.toMatchObject(refusal);
  await expect(installations.uninstall({ ...by, data: "keep" })).rejects.toMatchObject(refusal);
  expect(await platform.answerOf("demo")).toBe("demo 1.0.0");

  const without = packedPlugin({ version: "2.0.0", plugins: [{ pluginId: "other" }] });
  await expect(platform.install(without)).rejects.toThrow('has no plugin "demo" any more, and plugin "user" needs');

  for (const { pluginId } of needs) await installations.uninstall({ ...by, name: `@acme/${pluginId}`, data: "delete" });
  await installations.uninstall({ ...by, data: "delete" });
  expect(await platform.answerOf("demo")).toBe("gone");
});

test("an older version needs a yes", async () => {
  await using home = await createHome();
  await using platform = await installingPlatform({ home });
  await platform.install(packedPlugin({ version: "2.0.0" }));
  const sentence = "Version 2.0.0 of @acme/demo is installed, which is newer than 1.0.0.";
  await expect(installWarily(platform, { version: "1.0.0" })).rejects.toMatchObject({
    problem: { code: "CONSENT_NEEDED", consents: [{ id: "downgrade", sentence }] },
  });
  await platform.install(packedPlugin({ version: "1.0.0" }));
  expect(await platform.answerOf("demo")).toBe("demo 1.0.0");
});

test("an id that was another publisher's needs a yes, and one that is in use is not given at all", async () => {
  await using home = await createHome();
  await using platform = await installingPlatform({ home });
  const key = generateKeyPair();
  await installWarily(platform, { key });
  const consent = { problem: { code: "CONSENT_NEEDED", consents: [{ id: "other-publisher" }] } };
  await expect(installWarily(platform, { version: "1.1.0" })).rejects.toMatchObject(consent);
  await expect(installWarily(platform, { version: "1.1.0", key: generateKeyPair() })).rejects.toMatchObject(consent);
  await installWarily(platform, { version: "1.1.0", key });

  const taker = { name: "@taker/demo", version: "9.0.0" };
  await expect(platform.install(packedPlugin(taker))).rejects.toMatchObject({
    problem: {
      code: "INSTALL_REFUSED",
      reasons: ['The plugin id "demo" belongs to @acme/demo, which is installed; uninstall that first.'],
    },
  });
  await platform.installations.uninstall({ ...by, data: "keep" });
  await expect(installWarily(platform, taker)).rejects.toMatchObject(consent);
  await platform.install(packedPlugin(taker));
  await platform.installations.uninstall({ ...by, name: "@taker/demo", data: "delete" });
  await installWarily(platform, {});
});

test("the same version with other contents is refused, for browsers keep the files of a version", async () => {
  await using home = await createHome();
  await using platform = await installingPlatform({ home });
  await platform.install(packedPlugin());
  const changed = packedPlugin({ plugins: [{ pluginId: "demo", code: answering("demo", "changed") }] });
  await expect(platform.install(changed)).rejects.toThrow("what changes needs another version");
  await platform.install(packedPlugin());
  expect(await platform.answerOf("demo")).toBe("demo 1.0.0");
});

test("ids of the platform's own plugins are refused", async () => {
  await using home = await createHome();
  const plugins = [answeringPlugin("catalog", () => "ours")];
  await using platform = await installingPlatform({ home, plugins });
  const taken = packedPlugin({ plugins: [{ pluginId: "catalog" }] });
  await expect(platform.install(taken)).rejects.toThrow(
    '"catalog" belongs to @test/catalog-backend, a part of the platform',
  );
  expect(await platform.answerOf("catalog")).toBe("ours");
});

test("what is not a sound package, is not staged or not installed is said so", async () => {
  await using home = await createHome();
  await using platform = await installingPlatform({ home });
  const { installations } = platform;
  const refused = installations.stage(new TextEncoder().encode("no package"));
  await expect(refused).rejects.toMatchObject({ problem: { code: "PACKAGE_REFUSED" } });
  const sha256 = "0".repeat(64);
  const install = installations.install({ sha256, source: null, consents: [], runs: "in-process", actor: "Ada" });
  await expect(install).rejects.toMatchObject({ problem: { code: "NOT_STAGED", sha256 } });
  await expect(installations.enable(by)).rejects.toMatchObject({ problem: { code: "NOT_INSTALLED" } });
});

test("what is written for another version of the platform does not come up", async () => {
  await using home = await createHome();
  await using platform = await installingPlatform({ home });
  const peerDependencies = { "@checkstack/backend-api": "^9.0.0" };
  await expect(platform.install(packedPlugin({ peerDependencies }))).rejects.toThrow(
    "It needs @checkstack/backend-api ^9.0.0, but this platform gives",
  );
});
