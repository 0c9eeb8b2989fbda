import { copyFile, mkdtemp, readdir, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, expect, setDefaultTimeout, test } from "bun:test";
import { roleNameOf } from "../database/identifiers.ts";
import { createHome, type Home } from "../testing/run-platform.ts";
import { until } from "../testing/until.ts";
import { installingPlatform } from "./testing/installing-platform.ts";
import { answering, packedPlugin, type PackedPart } from "./testing/packed-plugin.ts";
import { queryOnce } from "./testing/query-once.ts";
import { runOperation } from "./testing/run-operation.ts";

setDefaultTimeout(60_000);

const NO_LUCK = `throw new Error("no luck");`;
const by = { name: "@acme/demo", actor: "Ada" };

let home: Home;
beforeEach(async () => {
  home = await createHome();
});
afterEach(() => home[Symbol.asyncDispose]());

/** Everything in the database and the data folder that bears the name of plugin `demo`. */
async function traces(): Promise<unknown> {
  const found = await queryOnce(
    home,
    `select 'schema' as what from pg_namespace where nspname like 'plugin_demo%'
     union select 'login' from pg_roles r join plugin_logins l on l.role_name = r.rolname where l.plugin_id = 'demo'
     union select 'row in plugin_logins' from plugin_logins where plugin_id = 'demo'
     union select 'configuration' from plugin_configs where plugin_id = 'demo'
     union select 'subscription' from hook_subscribers where plugin_id = 'demo'
     union select 'owner' from plugin_owners where plugin_id = 'demo'
     union select 'package' from plugin_packages
     union select 'version' from plugin_versions
     order by what`,
    [],
  );
  const names = await readdir(join(home.dataDir, "plugins"));
  return [...found, ...names.filter((name) => name !== "node_modules")];
}

/** Of this database: other tests have theirs on the same server. */
const roles = () =>
  queryOnce(home, "select rolname from pg_roles where starts_with(rolname, $1) order by rolname", [
    roleNameOf(new URL(home.databaseUrl).pathname.slice(1), ""),
  ]);

/** Makes what a plugin can make, and answers what it has kept; `end` is the last that it does in `init`. */
const busy = (version: string, end = ""): PackedPart => ({
  pluginId: "demo",
  migrations: { "0001_notes": "create table notes (id serial primary key);" },
  code: answering("demo", version, {
    head: `const setting = { version: 1, schema: z.object({ city: z.string() }) };`,
    deps: "config: core.config, database: core.database",
    init: `
      await given.config.write("settings", setting, { city: "Graz" });
      const notes = await given.database.query("insert into notes default values returning id");
      ${end}`,
  })
    .replace("init({ serve", "async init({ serve")
    .replace(`return "demo ${version}";`, "return notes[0].id;"),
});

const faults: Readonly<Record<string, PackedPart>> = {
  "does not parse": { pluginId: "demo", code: "export default {" },
  "has a migration that fails": {
    pluginId: "demo",
    migrations: { "0001_notes": "create table notes (id int);", "0002_bad": "select nonsense();" },
  },
  "throws after it has written": busy("1.0.0", NO_LUCK),
};

for (const [fault, part] of Object.entries(faults)) {
  for (const runs of ["in-process", "isolated"] as const) {
    test(`a first install of what ${fault} leaves nothing behind (${runs})`, async () => {
      await using platform = await installingPlatform({ home });
      const before = await roles();
      await expect(platform.install(packedPlugin({ plugins: [part] }), runs)).rejects.toThrow();
      expect(await traces()).toEqual([]);
      expect(await roles()).toEqual(before);
      await platform.install(packedPlugin(), runs);
      expect(await platform.answerOf("demo")).toBe("demo 1.0.0");
    });
  }
}

test("what an earlier uninstall kept is there after an install that failed, and whose it is", async () => {
  await using platform = await installingPlatform({ home });
  await platform.install(packedPlugin({ plugins: [busy("1.0.0")] }));
  await platform.installations.uninstall({ ...by, data: "keep" });
  const kept = await traces();
  const taker = { name: "@taker/demo", version: "2.0.0", plugins: [busy("2.0.0", NO_LUCK)] };
  await expect(platform.install(packedPlugin(taker))).rejects.toThrow("no luck");
  expect(await traces()).toEqual(kept);
  expect(await queryOnce(home, "select package_name from plugin_owners", [])).toEqual([{ package_name: by.name }]);
  await platform.install(packedPlugin({ plugins: [busy("1.0.0")] }));
  // The one that failed had inserted the second.
  expect(await platform.answerOf("demo")).toBe(3);
});

test("a version that does not come up leaves no files and nothing of the plugins that it would have brought", async () => {
  await using platform = await installingPlatform({ home });
  await platform.install(packedPlugin({ plugins: [{ pluginId: "first" }] }));
  const broken = packedPlugin({ version: "2.0.0", plugins: [{ pluginId: "first" }, busy("2.0.0", NO_LUCK)] });
  await expect(platform.install(broken)).rejects.toThrow("no luck");
  expect(await platform.answerOf("first")).toBe("first 1.0.0");
  const schemas = "select nspname from pg_namespace where nspname like 'plugin_%-backend' order by 1";
  expect(JSON.stringify(await queryOnce(home, schemas, []))).not.toContain("demo");
  const folders = (await readdir(join(home.dataDir, "plugins"))).filter((name) => name !== "node_modules");
  expect(folders).toEqual([expect.stringContaining("demo@1.0.0-")]);
});

test("a first version that another instance tries in vain leaves nothing behind either, and what was kept is its owner's", async () => {
  const dataDir = await mkdtemp(join(tmpdir(), "checkstack-replica-"));
  await using cleaning = new AsyncDisposableStack();
  cleaning.defer(() => rm(dataDir, { recursive: true, force: true }));
  await using here = await installingPlatform({ home, patterns: ["pluginmanager-backend"] });
  await copyFile(join(home.dataDir, "secret.key"), join(dataDir, "secret.key"));
  await using _there = await installingPlatform({ home: { ...home, dataDir } });
  const broken = { plugins: [busy("1.0.0", NO_LUCK)] };
  await expect(here.install(packedPlugin(broken))).rejects.toThrow("no luck");
  await until(async () => JSON.stringify(await traces()) === "[]");

  await here.install(packedPlugin({ plugins: [busy("1.0.0")] }));
  await here.installations.uninstall({ ...by, data: "keep" });
  const kept = await traces();
  await expect(here.install(packedPlugin({ ...broken, name: "@taker/demo" }))).rejects.toThrow("no luck");
  await until(async () => JSON.stringify(await traces()) === JSON.stringify(kept));
  expect(await queryOnce(home, "select package_name from plugin_owners", [])).toEqual([{ package_name: by.name }]);
});

test("an install whose process was killed leaves nothing behind, and the history says how it ended", async () => {
  await runOperation(home, {
    operation: "install",
    bytes: packedPlugin({ plugins: [busy("1.0.0")] }),
    killAt: "loaded",
  });
  expect(JSON.stringify(await traces())).toContain("schema");
  await queryOnce(home, "update instances set heartbeat_at = now() - interval '1 minute'", []);
  await using platform = await installingPlatform({ home });
  const newest = async () => (await platform.installations.events({ limit: 1 }))[0];
  await until(async () => (await newest())?.outcome === "failed");
  expect(await newest()).toMatchObject({
    action: "install",
    step: "load",
    detail: "The process that was at it ended before @acme/demo 1.0.0 was done; everything is as before.",
    actor: "platform",
  });
  expect(await platform.installations.list()).toEqual([]);
  const schemas = "select 1 from pg_namespace where nspname like 'plugin_demo%'";
  expect(await queryOnce(home, schemas, [])).toEqual([]);
});

test("who was taken for dead while it installed something writes nothing down", async () => {
  let isGivenUp = false;
  await using platform = await installingPlatform({
    home,
    failpoint: (name) => void (isGivenUp ||= name === "loaded"),
  });
  const { sha256 } = await platform.installations.stage(packedPlugin());
  const operationId = Bun.randomUUIDv7();
  await platform.installations.note({
    operationId,
    name: by.name,
    version: "1.0.0",
    pluginIds: ["demo"],
    action: "install",
    step: "load",
    outcome: "failed",
    detail: "given up",
    actor: "platform",
  });
  const choice = { source: null, consents: [], runs: "in-process", actor: "Ada" } as const;
  const install = platform.installations.install({ sha256, operationId, ...choice });
  await expect(install).rejects.toThrow("another instance gave it up");
  expect(isGivenUp).toBe(true);
  expect(await traces()).toEqual([]);
});

test("events are kept for a year, and ten thousand of them at least", async () => {
  await using platform = await installingPlatform({ home });
  const insert = `
    insert into plugin_install_events (id, operation_id, at, name, version, plugin_ids, action, step, outcome, detail, actor)
    select (lpad(to_hex((extract(epoch from made) * 1000)::bigint), 12, '0') || '7000' || '8000' || lpad(to_hex(n), 12, '0'))::uuid,
      gen_random_uuid(), made, 'old', '1.0.0', '{}', 'install', 'done', 'succeeded', n::text, 'Ada'
    from (select n, now() - make_interval(days => $1) + make_interval(secs => n) as made from generate_series(1, $2::int) n) x`;
  const kept = async () => queryOnce(home, "select count(*)::int as kept from plugin_install_events", []);
  await queryOnce(home, insert, [400, 300]);
  await queryOnce(home, insert, [300, 9_900]);
  await platform[Symbol.asyncDispose]();
  await using _again = await installingPlatform({ home });
  await until(async () => JSON.stringify(await kept()) === '[{"kept":10000}]');
  const oldest = await queryOnce(home, "select detail from plugin_install_events order by id limit 1", []);
  expect(oldest).toEqual([{ detail: "201" }]);
  await queryOnce(home, insert, [200, 9_900]);
  await queryOnce(home, "vacuum analyze plugin_install_events", []);
  const plan = JSON.stringify(
    await queryOnce(
      home,
      `explain delete from plugin_install_events where id in (select id from plugin_install_events
      where id < $1 and id < (select id from plugin_install_events order by id desc offset 9999 limit 1) order by id limit 5000)`,
      ["01900000-0000-7000-8000-000000000000"],
    ),
  );
  expect(plan).not.toContain("Seq Scan");
});
