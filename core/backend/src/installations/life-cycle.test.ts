import { expect, setDefaultTimeout, test } from "bun:test";
import * as z from "zod";
import { createHome } from "../testing/run-platform.ts";
import { installingPlatform } from "./testing/installing-platform.ts";
import { answering, packedPlugin } from "./testing/packed-plugin.ts";

setDefaultTimeout(60_000);

const by = { name: "@acme/demo", actor: "Ada" };

test("a package is installed, upgraded, rolled back, disabled, enabled and uninstalled while the platform runs", async () => {
  await using home = await createHome();
  await using platform = await installingPlatform({ home });
  const { installations, answerOf } = platform;
  const changes: unknown[] = [];
  using _listening = installations.onChange((change) => void changes.push(change));
  expect(await answerOf("demo")).toBe("gone");

  const installed = await platform.install(packedPlugin());
  expect(installed).toMatchObject({ name: "@acme/demo", version: "1.0.0", pluginIds: ["demo"] });
  expect(await answerOf("demo")).toBe("demo 1.0.0");

  await platform.install(packedPlugin({ version: "1.1.0" }));
  expect(await answerOf("demo")).toBe("demo 1.1.0");
  await installations.rollback({ ...by, version: "1.0.0" });
  expect(await answerOf("demo")).toBe("demo 1.0.0");
  await installations.disable(by);
  expect(await answerOf("demo")).toBe("gone");
  await installations.enable(by);
  expect(await answerOf("demo")).toBe("demo 1.0.0");
  await installations.uninstall({ ...by, data: "delete" });
  expect(await answerOf("demo")).toBe("gone");
  expect(await installations.list()).toEqual([]);

  const events = await installations.events({ limit: 100 });
  const done = events.filter(({ step }) => step === "done").toReversed();
  expect(done.map(({ action, outcome, detail, actor }) => [action, outcome, detail, actor])).toEqual([
    ["install", "succeeded", "@acme/demo 1.0.0 is installed.", "Ada"],
    ["upgrade", "succeeded", "@acme/demo 1.1.0 is installed in place of the version before.", "Ada"],
    ["rollback", "succeeded", "@acme/demo 1.0.0 is back.", "Ada"],
    ["disable", "succeeded", "@acme/demo 1.0.0 is disabled.", "Ada"],
    ["enable", "succeeded", "@acme/demo 1.0.0 is enabled.", "Ada"],
    ["uninstall", "succeeded", "@acme/demo 1.0.0 is uninstalled, with its data.", "Ada"],
  ]);
  expect(changes).toEqual(Array.from({ length: 6 }, () => ({ name: "@acme/demo", pluginIds: ["demo"] })));
});

test("every step is told as it is taken, under the id that the caller chose", async () => {
  await using home = await createHome();
  await using platform = await installingPlatform({ home });
  const told: string[] = [];
  const operationId = Bun.randomUUIDv7();
  using _listening = platform.installations.onProgress((event) => {
    if (event.operationId === operationId) told.push(`${event.step} ${event.outcome}`);
  });
  const { sha256 } = await platform.installations.stage(packedPlugin());
  const choice = { source: null, consents: [], runs: "in-process", actor: "Ada" } as const;
  await platform.installations.install({ sha256, operationId, ...choice });
  expect(told).toEqual(["store started", "load started", "done succeeded"]);
});

const brokenVersions = {
  "does not parse": ["export default {", undefined, "failed in import"],
  "throws in init": [answering("demo", "2.0.0", { init: `throw new Error("no luck");` }), undefined, "no luck"],
  "has a migration that fails": [undefined, { "0001_bad": "select nonsense();" }, "0001_bad"],
  "needs what nobody provides": [
    answering("demo", "2.0.0", { head: `const missing = createServiceRef("nobody.knows");`, deps: "missing" }),
    undefined,
    'needs service "nobody.knows"',
  ],
} as const;

for (const [fault, [code, migrations, reason]] of Object.entries(brokenVersions)) {
  test(`when a new version ${fault}, the old one goes on, here and in the tables, and the event says why`, async () => {
    await using home = await createHome();
    await using platform = await installingPlatform({ home });
    await platform.install(packedPlugin());
    const plugin = { pluginId: "demo", ...(code && { code }), ...(migrations && { migrations }) };
    const upgrade = platform.install(packedPlugin({ version: "2.0.0", plugins: [plugin] }));
    await expect(upgrade).rejects.toThrow(reason);
    await expect(upgrade).rejects.toMatchObject({ problem: { code: "OPERATION_FAILED", step: "load" } });

    expect(await platform.answerOf("demo")).toBe("demo 1.0.0");
    const [installed] = await platform.installations.list();
    expect(installed?.manifest.version).toBe("1.0.0");
    const [event] = await platform.installations.events({ limit: 1 });
    expect(event).toMatchObject({ action: "upgrade", version: "2.0.0", step: "load", outcome: "failed" });
    expect(event?.detail).toContain(reason);
    expect(event?.detail).toContain("version 1.0.0 goes on");
    await platform.install(packedPlugin({ version: "2.0.1" }));
    expect(await platform.answerOf("demo")).toBe("demo 2.0.1");
  });
}

test("the plugins of a bundle come, change and leave together", async () => {
  await using home = await createHome();
  await using platform = await installingPlatform({ home });
  const { installations, answerOf } = platform;
  const head = `const shared = createServiceRef("one.shared");`;
  const provider = (version: string, value: string) => ({
    pluginId: "one",
    code: answering("one", version, { head, init: `given.provide(shared, "${value}");` }).replace(
      "init({ serve",
      "provides: [shared], init({ serve",
    ),
  });
  const consumer = (version: string) => ({
    pluginId: "two",
    code: answering("two", version, { head, deps: "shared" }),
  });
  const broken = { pluginId: "two", code: answering("two", "1.0.0", { init: `throw new Error("no luck");` }) };

  const failing = packedPlugin({ plugins: [provider("1.0.0", "a"), broken] });
  await expect(platform.install(failing)).rejects.toThrow("no luck");
  expect([await answerOf("one"), await answerOf("two")]).toEqual(["gone", "gone"]);

  await platform.install(packedPlugin({ version: "1.1.0", plugins: [{ pluginId: "one" }] }));
  // The new part needs what only the new version of the other provides.
  await platform.install(packedPlugin({ version: "1.2.0", plugins: [consumer("1.2.0"), provider("1.2.0", "b")] }));
  expect([await answerOf("one"), await answerOf("two")]).toEqual(["one 1.2.0", "two 1.2.0"]);

  const worse = packedPlugin({ version: "1.3.0", plugins: [provider("1.3.0", "c"), broken] });
  await expect(platform.install(worse)).rejects.toThrow("no luck");
  expect([await answerOf("one"), await answerOf("two")]).toEqual(["one 1.2.0", "two 1.2.0"]);

  await installations.rollback({ ...by, version: "1.1.0" });
  expect([await answerOf("one"), await answerOf("two")]).toEqual(["one 1.1.0", "gone"]);
});

test("the current version and the three before it are kept", async () => {
  await using home = await createHome();
  await using platform = await installingPlatform({ home });
  const { installations } = platform;
  for (const version of ["1.0.0", "1.1.0", "1.2.0", "1.3.0", "1.4.0"])
    await platform.install(packedPlugin({ version }));
  const kept = async () => (await installations.list())[0]?.versions.map(({ version }) => version);
  expect(await kept()).toEqual(["1.4.0", "1.3.0", "1.2.0", "1.1.0"]);
  await expect(installations.rollback({ ...by, version: "1.0.0" })).rejects.toThrow("kept are 1.3.0, 1.2.0, 1.1.0");
  await installations.rollback({ ...by, version: "1.1.0" });
  expect(await kept()).toEqual(["1.1.0", "1.4.0", "1.3.0", "1.2.0"]);
});

test("data stay when that is wanted, and are there for the next install", async () => {
  await using home = await createHome();
  await using platform = await installingPlatform({ home });
  const { installations } = platform;
  const plugin = {
    pluginId: "demo",
    migrations: { "0001_notes": "create table notes (id serial primary key);" },
    code: answering("demo", "1.0.0", {
      deps: "database: core.database",
      init: "globalThis.demoDatabase = given.database;",
    }).replace(
      'return "demo 1.0.0";',
      `return (await globalThis.demoDatabase.query("insert into notes default values returning id"))[0].id;`,
    ),
  };
  await platform.install(packedPlugin({ plugins: [plugin] }));
  expect(await platform.answerOf("demo")).toBe(1);
  const { data } = await installations.removal("@acme/demo");
  expect(data).toEqual([{ pluginId: "demo", table: "notes", bytes: expect.any(Number) }]);

  await installations.uninstall({ ...by, data: "keep" });
  await platform.install(packedPlugin({ plugins: [plugin] }));
  expect(await platform.answerOf("demo")).toBe(2);
  await installations.uninstall({ ...by, data: "delete" });
  await platform.install(packedPlugin({ plugins: [plugin] }));
  expect(await platform.answerOf("demo")).toBe(1);
});

test("plugins share the platform's own copies of what they are written against", async () => {
  await using home = await createHome();
  await using platform = await installingPlatform({ home });
  const given: { zod?: unknown; column?: unknown } = {};
  Object.assign(globalThis, { given });
  const head = `import { text } from "drizzle-orm/pg-core"; Object.assign(globalThis.given, { zod: z.ZodType, column: text });`;
  await platform.install(packedPlugin({ plugins: [{ pluginId: "demo", code: answering("demo", "1.0.0", { head }) }] }));
  const { text } = await import("drizzle-orm/pg-core");
  expect(given.zod).toBe(z.ZodType);
  expect(given.column).toBe(text);
});

test("a configuration that an upgrade migrated goes back with the plugin", async () => {
  await using home = await createHome();
  await using platform = await installingPlatform({ home });
  const { installations, answerOf } = platform;
  const packed = (version: string, setting: string, body: string): Uint8Array => {
    const parts = {
      head: `const setting = ${setting};`,
      deps: "config: core.config",
      init: "globalThis.config = given.config;",
    };
    const code = answering("demo", version, parts).replace(`return "demo ${version}";`, body);
    return packedPlugin({ version, plugins: [{ pluginId: "demo", code }] });
  };
  const read = `return globalThis.config.read("settings", setting);`;
  const city = `{ version: 1, schema: z.object({ city: z.string().default("") }) }`;
  const place = `{ version: 2, schema: z.object({ place: z.string() }), migrations: { 2: ({ city }) => ({ place: city }) } }`;
  await platform.install(
    packed("1.0.0", city, `await globalThis.config.write("settings", setting, { city: "Graz" }); ${read}`),
  );
  expect(await answerOf("demo")).toEqual({ city: "Graz" });
  await platform.install(packed("1.1.0", city, read));
  await platform.install(packed("2.0.0", place, read));
  expect(await answerOf("demo")).toEqual({ place: "Graz" });
  await installations.rollback({ ...by, version: "1.1.0" });
  expect(await answerOf("demo")).toEqual({ city: "Graz" });
});
