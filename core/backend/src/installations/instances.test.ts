import { copyFile, mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { expect, setDefaultTimeout, test } from "bun:test";
import { createHome, type Home } from "../testing/run-platform.ts";
import { until } from "../testing/until.ts";
import { installingPlatform, type InstallingPlatform } from "./testing/installing-platform.ts";
import { answering, packedPlugin } from "./testing/packed-plugin.ts";
import { runOperation } from "./testing/run-operation.ts";

setDefaultTimeout(60_000);

const by = { name: "@acme/demo", actor: "Ada" };

/** Another data folder on the same database, as a second machine has; with nothing but the secret in it. */
async function emptyHome({ databaseUrl, dataDir: first }: Home): Promise<Home> {
  const dataDir = await mkdtemp(join(tmpdir(), "checkstack-replica-"));
  await copyFile(join(first, "secret.key"), join(dataDir, "secret.key"));
  return { dataDir, databaseUrl, [Symbol.asyncDispose]: () => rm(dataDir, { recursive: true, force: true }) };
}

test("another instance takes over what is installed, upgraded, disabled and uninstalled here", async () => {
  await using home = await createHome();
  await using here = await installingPlatform({ home });
  await using other = await emptyHome(home);
  await using there = await installingPlatform({ home: other });
  const arrives = (version: string) => until(async () => there.versionOf("demo") === version);

  await here.install(packedPlugin());
  await arrives("1.0.0");
  await here.install(packedPlugin({ version: "1.1.0" }));
  await arrives("1.1.0");
  await there.installations.rollback({ ...by, version: "1.0.0" });
  await until(async () => here.versionOf("demo") === "1.0.0");
  await here.installations.disable(by);
  await until(() => there.versionOf("demo") === undefined);
  await there.installations.enable(by);
  await until(() => here.versionOf("demo") === "1.0.0");
  await here.installations.uninstall({ ...by, data: "delete" });
  await until(() => there.versionOf("demo") === undefined);
});

test("of two instances that change a package at once, one does, and both end with the same", async () => {
  await using home = await createHome();
  await using here = await installingPlatform({ home });
  await using other = await emptyHome(home);
  await using there = await installingPlatform({ home: other });
  await here.install(packedPlugin());
  await until(() => there.versionOf("demo") === "1.0.0");

  const upgrades = [
    here.install(packedPlugin({ version: "1.1.0" })),
    there.install(packedPlugin({ version: "1.2.0" })),
  ];
  const outcomes = await Promise.allSettled(upgrades);
  const refused = outcomes.flatMap((outcome) => (outcome.status === "rejected" ? [outcome.reason] : []));
  // When one was over before the other began, both are done.
  for (const error of refused) expect(error).toMatchObject({ problem: { code: "BUSY" } });
  expect(refused.length).toBeLessThan(2);
  const version = (await here.installations.list())[0]?.manifest.version;
  await until(() => here.versionOf("demo") === version && there.versionOf("demo") === version);
});

test("a version that comes up here and not there is told, and the version before goes on there", async () => {
  await using home = await createHome();
  await using here = await installingPlatform({ home });
  await using other = await emptyHome(home);
  await using there = await installingPlatform({ home: other });
  await here.install(packedPlugin());
  await until(() => there.versionOf("demo") === "1.0.0");
  // The first life of the second version is that of the instance which tries it.
  const init = `globalThis.demoLives = (globalThis.demoLives ?? 0) + 1; if (globalThis.demoLives > 1) throw new Error("no luck");`;
  const picky = { pluginId: "demo", code: answering("demo", "2.0.0", { init }) };
  await here.install(packedPlugin({ version: "2.0.0", plugins: [picky] }));
  const failures = async () =>
    (await here.installations.events({ limit: 10 })).filter(
      ({ action, outcome }) => action === "load" && outcome === "failed",
    );
  await until(async () => (await failures()).length > 0);
  const [failure] = await failures();
  expect(failure?.detail).toContain("no luck; version 1.0.0 goes on in this instance");
  expect(failure?.actor).toBe("platform");
  expect([here.versionOf("demo"), there.versionOf("demo")]).toEqual(["2.0.0", "1.0.0"]);
});

test("what cannot be tried where it is asked for is tried where its plugins run, and goes back when it does not come up", async () => {
  await using home = await createHome();
  await using here = await installingPlatform({ home, patterns: ["pluginmanager-backend"] });
  await using other = await emptyHome(home);
  await using there = await installingPlatform({ home: other });
  const broken = { pluginId: "demo", code: answering("demo", "2.0.0", { init: `throw new Error("no luck");` }) };

  const first = here.install(packedPlugin({ version: "0.1.0", plugins: [broken] }));
  await expect(first).rejects.toThrow("does not come up, and it is not installed any more: ");
  expect(await here.installations.list()).toEqual([]);

  const { detail } = await here.install(packedPlugin());
  expect(detail).toBe("@acme/demo 1.0.0 runs.");
  expect([here.versionOf("demo"), there.versionOf("demo")]).toEqual([undefined, "1.0.0"]);
  const upgrade = here.install(packedPlugin({ version: "2.0.0", plugins: [broken] }));
  await expect(upgrade).rejects.toThrow("@acme/demo 2.0.0 does not come up, and version 1.0.0 is back: ");
  await expect(upgrade).rejects.toMatchObject({ problem: { code: "OPERATION_FAILED", step: "load" } });
  expect((await here.installations.list())[0]?.manifest.version).toBe("1.0.0");
  await until(() => there.versionOf("demo") === "1.0.0");

  await here.install(packedPlugin({ version: "3.0.0" }));
  expect(there.versionOf("demo")).toBe("3.0.0");
});

test("an instance that stands in runs what is installed, and lets go of it while one that names it runs", async () => {
  await using home = await createHome();
  await using here = await installingPlatform({ home, patterns: ["pluginmanager-backend"], standIn: true });
  await here.install(packedPlugin());
  expect(here.versionOf("demo")).toBe("1.0.0");
  await using other = await emptyHome(home);
  {
    await using there = await installingPlatform({ home: other, patterns: ["demo-*"] });
    expect(there.versionOf("demo")).toBe("1.0.0");
    await until(() => here.versionOf("demo") === undefined);
    expect(await here.answerOf("demo")).toBe("demo 1.0.0");
  }
  await until(() => here.versionOf("demo") === "1.0.0");
});

test("a process with an empty data folder and no way to any network recovers everything from the tables", async () => {
  await using home = await createHome();
  for (const version of ["1.0.0", "1.1.0"])
    await runOperation(home, { operation: "install", bytes: packedPlugin({ version }) });
  await using replica = await emptyHome(home);
  expect(await runOperation(replica, { operation: "none", network: "refused" })).toEqual({
    packages: ["1.1.0 enabled of 2"],
    answer: "demo 1.1.0",
  });
  // With the versions before.
  expect(await runOperation(replica, { operation: "rollback", network: "refused" })).toEqual({
    packages: ["1.0.0 enabled of 2"],
    answer: "demo 1.0.0",
  });
});

test("an isolated package runs in a process of its own", async () => {
  await using home = await createHome();
  await using platform = await installingPlatform({ home });
  const code = answering("demo", "1.0.0").replace('return "demo 1.0.0";', "return process.pid;");
  await platform.install(packedPlugin({ plugins: [{ pluginId: "demo", code }] }), "isolated");
  const pid = await platform.answerOf("demo");
  expect(pid).toBeNumber();
  expect(pid).not.toBe(process.pid);
  await platform.install(packedPlugin({ version: "1.1.0" }), "isolated");
  expect(await platform.answerOf("demo")).toBe("demo 1.1.0");
});

test("an installed plugin that was moved stays where it is over upgrades and restarts, and never leaves where it must be", async () => {
  await using home = await createHome();
  const place = (platform: InstallingPlatform) => platform.isolation.placeOf("demo")?.place;
  {
    await using platform = await installingPlatform({ home });
    await platform.install(packedPlugin(), "in-process");
    expect(place(platform)).toBe("in-process");
    expect(await platform.isolation.move("demo", "own-process")).toEqual({ ok: true });
    expect(await platform.answerOf("demo")).toBe("demo 1.0.0");
    await platform.install(packedPlugin({ version: "1.1.0" }), "in-process");
    expect(place(platform)).toBe("own-process");
  }
  {
    await using platform = await installingPlatform({ home });
    expect(place(platform)).toBe("own-process");
    expect(await platform.answerOf("demo")).toBe("demo 1.1.0");
    expect(await platform.isolation.move("demo", "in-process")).toEqual({ ok: true });
    await platform.install(packedPlugin({ version: "1.2.0" }), "isolated");
    expect(await platform.isolation.move("demo", "in-process")).toMatchObject({
      ok: false,
      reason: expect.stringContaining("was installed to run in a process of its own"),
    });
  }
  // Nor does a file of the data folder say otherwise.
  await Bun.write(join(home.dataDir, "moved-plugins.json"), "[]");
  await using platform = await installingPlatform({ home });
  expect(place(platform)).toBe("own-process");
});
