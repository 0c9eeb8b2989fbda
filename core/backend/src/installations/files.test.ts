import { copyFile, mkdtemp, readdir, readFile, rm, symlink, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, expect, setDefaultTimeout, test } from "bun:test";
import * as z from "zod";
import { createHome, type Home } from "../testing/run-platform.ts";
import { until } from "../testing/until.ts";
import { queryOnce } from "./testing/query-once.ts";
import { installingPlatform, type InstallingPlatform } from "./testing/installing-platform.ts";
import { answering, packedPlugin } from "./testing/packed-plugin.ts";

setDefaultTimeout(60_000);

const by = { name: "@acme/demo", actor: "Ada" };
const page = { pluginId: "demo", frontend: "export default 1;" };
const ENTRY = "demo-backend/index.js";

let home: Home;
beforeEach(async () => {
  home = await createHome();
});
afterEach(() => home[Symbol.asyncDispose]());

const foldersIn = async (): Promise<string[]> =>
  (await readdir(join(home.dataDir, "plugins"))).filter((name) => name !== "node_modules").toSorted();

async function fileOf(path: string): Promise<string> {
  const [folder] = await foldersIn();
  return join(home.dataDir, "plugins", folder ?? "", path);
}

/** Turns one bit around. */
async function flip(path: string): Promise<void> {
  const bytes = await readFile(path);
  bytes[bytes.length - 2] = (bytes.at(-2) ?? 0) ^ 1;
  await writeFile(path, bytes);
}

const changes: Readonly<Record<string, () => Promise<void>>> = {
  "one byte of its code is another": async () => flip(await fileOf(ENTRY)),
  "a file is missing": async () => rm(await fileOf("demo-frontend/index.js")),
  "a file was added": async () => writeFile(await fileOf("demo-backend/more.js"), ""),
  "a link lies among its files": async () => symlink("/etc/passwd", await fileOf("demo-backend/link.js")),
  "its package.json says something else": async () => writeFile(await fileOf("package.json"), `{"type":"commonjs"}`),
};

/** What came of comparing bytes with their hashes, newest first. */
const verified = async ({ installations }: InstallingPlatform): Promise<string[]> =>
  (await installations.events({ limit: 50 }))
    .filter(({ action }) => action === "verify")
    .map(({ outcome, detail }) => `${outcome}: ${detail}`);

const flipStored = (version: string) =>
  queryOnce(
    home,
    `update plugin_artifacts set bytes = set_byte(bytes, 40, get_byte(bytes, 40) # 1)
     where sha256 = (select sha256 from plugin_versions where version = $1)`,
    [version],
  );

for (const [change, make] of Object.entries(changes)) {
  test(`when ${change}, the next start puts the files right out of the database, and an event says so`, async () => {
    {
      await using platform = await installingPlatform({ home });
      await platform.install(packedPlugin({ plugins: [page] }));
    }
    await make();
    await using platform = await installingPlatform({ home });
    expect(await platform.answerOf("demo")).toBe("demo 1.0.0");
    const [event] = await verified(platform);
    expect(event).toContain("succeeded: Files of @acme/demo 1.0.0 in ");
    expect(event).toContain("They were put right out of the database.");
  });
}

test("a byte that differs in the database makes a package modified, what runs of it goes on, and a reinstall clears it", async () => {
  await using platform = await installingPlatform({ home });
  const { installations } = platform;
  const bytes = packedPlugin({ plugins: [page] });
  await platform.install(bytes);
  const reason = async () => (await installations.list())[0]?.modified;
  const readiness = async () => z.looseObject({}).parse(await (await platform.ask("/api/health/ready")).json());
  expect(await readiness()).toMatchObject({ status: "ready", plugins: { demo: { state: "ready" } } });
  await flipStored("1.0.0");

  const dataDir = await mkdtemp(join(tmpdir(), "checkstack-replica-"));
  await using cleaning = new AsyncDisposableStack();
  cleaning.defer(() => rm(dataDir, { recursive: true, force: true }));
  await copyFile(join(home.dataDir, "secret.key"), join(dataDir, "secret.key"));
  await using replica = await installingPlatform({ home: { ...home, dataDir } });
  const sentence =
    "the packed file of @acme/demo 1.0.0 was changed in the database; install the package again, or go back to another version, to put it right";
  expect(replica.reasonOf("demo")).toBe(sentence);
  await until(async () => (await reason()) !== undefined);
  expect(await reason()).toBe(sentence);
  expect(await verified(platform)).toEqual([`failed: ${sentence}.`]);
  const modified = { status: "degraded", plugins: { demo: { state: "modified", reason: sentence } } };
  expect(await (await replica.ask("/api/health/ready")).json()).toMatchObject(modified);
  await until(async () => (await readiness())["status"] === "degraded");
  expect(await readiness()).toMatchObject(modified);
  expect(await platform.answerOf("demo")).toBe("demo 1.0.0");
  await expect(installations.enable(by)).rejects.toThrow("was changed in the database");
  expect(await platform.answerOf("demo")).toBe("demo 1.0.0");

  await platform.install(bytes);
  expect(await reason()).toBeUndefined();
  await until(() => replica.versionOf("demo") === "1.0.0");
  await until(async () => (await readiness())["status"] === "ready");
  await platform[Symbol.asyncDispose]();
  await rm(join(home.dataDir, "plugins"), { recursive: true });
  await using again = await installingPlatform({ home });
  expect(await again.answerOf("demo")).toBe("demo 1.0.0");
});

test("files that cannot be put right are not loaded; going back to a version that is whole clears it", async () => {
  {
    await using platform = await installingPlatform({ home });
    await platform.install(packedPlugin());
    await platform.install(packedPlugin({ version: "1.1.0" }));
  }
  await flipStored("1.1.0");
  for (const folder of await foldersIn()) await flip(join(home.dataDir, "plugins", folder, ENTRY));
  await using platform = await installingPlatform({ home });
  const { installations } = platform;
  expect(platform.reasonOf("demo")).toContain("the packed file of @acme/demo 1.1.0 was changed in the database");
  expect((await installations.list())[0]?.modified).toContain("was changed in the database");
  await installations.rollback({ ...by, version: "1.0.0" });
  expect(await platform.answerOf("demo")).toBe("demo 1.0.0");
  const [one] = await installations.list();
  expect(one?.modified).toBeUndefined();
  expect(one?.versions.map(({ version, modified }) => [version, modified !== undefined])).toEqual([
    ["1.0.0", false],
    ["1.1.0", true],
  ]);
  await expect(installations.rollback({ ...by, version: "1.1.0" })).rejects.toMatchObject({
    problem: { code: "OPERATION_FAILED", step: "store" },
  });
  expect(await platform.answerOf("demo")).toBe("demo 1.0.0");
});

test("a version that is kept and was changed in the database is known before somebody goes back to it", async () => {
  {
    await using platform = await installingPlatform({ home });
    await platform.install(packedPlugin());
    await platform.install(packedPlugin({ version: "1.1.0" }));
  }
  await flipStored("1.0.0");
  await using platform = await installingPlatform({ home });
  const kept = async () => (await platform.installations.list())[0]?.versions.find(({ current }) => !current);
  await until(async () => (await kept())?.modified !== undefined);
  expect((await platform.installations.list())[0]?.modified).toBeUndefined();
  expect(await (await platform.ask("/api/health/ready")).json()).toMatchObject({ status: "ready" });
});

test("an isolated plugin that is started again is made sure of before", async () => {
  await using platform = await installingPlatform({ home });
  const head = "const life = crypto.randomUUID();";
  const code = answering("demo", "1.0.0", { head }).replace(
    'return "demo 1.0.0";',
    `if (name === "end") setTimeout(() => process.exit(7), 1); return life;`,
  );
  await platform.install(packedPlugin({ plugins: [{ pluginId: "demo", code }] }), "isolated");
  const before = await platform.answerOf("demo");
  await flip(await fileOf(ENTRY));
  await platform.ask("/api/demo/end");
  await until(async () => {
    const answer = await platform.answerOf("demo");
    return answer !== "gone" && answer !== before;
  });
  expect(await verified(platform)).toHaveLength(1);
});

test("a changed file of a new version is put right, and what runs does not notice", async () => {
  await using platform = await installingPlatform({ home });
  await platform.install(packedPlugin());
  await flip(await fileOf(ENTRY));
  expect(await platform.answerOf("demo")).toBe("demo 1.0.0");
  await platform.install(packedPlugin({ version: "1.1.0" }));
  await platform.installations.rollback({ ...by, version: "1.0.0" });
  expect(await platform.answerOf("demo")).toBe("demo 1.0.0");
});

test("a packed file that was changed in the database is refused, and the version before goes on", async () => {
  await using platform = await installingPlatform({ home });
  const { installations } = platform;
  await platform.install(packedPlugin());
  const bytes = packedPlugin({ version: "1.1.0" });
  const { sha256 } = await installations.stage(bytes);
  await queryOnce(
    home,
    "update plugin_artifacts set bytes = set_byte(bytes, 40, get_byte(bytes, 40) # 1) where sha256 = $1",
    [sha256],
  );
  const install = installations.install({ sha256, source: null, consents: [], runs: "in-process", actor: "Ada" });
  await expect(install).rejects.toThrow("was changed in the database");
  expect(await platform.answerOf("demo")).toBe("demo 1.0.0");
});

test("the files of front ends are served as they were packed, those of versions before too, and nothing else", async () => {
  await using platform = await installingPlatform({ home });
  const stylesheet = {
    "demo-frontend/style.css": "a{}",
    "demo-backend/data.json": "{}",
    "demo-frontend/page.html": "",
  };
  await platform.install(packedPlugin({ plugins: [page], files: stylesheet }));
  await platform.install(packedPlugin({ version: "1.1.0", plugins: [page] }));
  const ask = (path: string) => platform.ask(`/plugins/${path}`);
  const entry = await ask("demo@1.0.0/demo-frontend/index.js");
  expect(await entry.text()).toBe("export default 1;");
  expect(entry.headers.get("content-type")).toBe("text/javascript; charset=utf-8");
  expect(entry.headers.get("cache-control")).toBe("public, max-age=31536000, immutable");
  const found = ["demo@1.1.0/demo-frontend/index.js", "demo@1.0.0/demo-frontend/style.css"];
  for (const path of found) expect({ path, status: (await ask(path)).status }).toEqual({ path, status: 200 });
  const missing = [
    "demo@1.0.0/demo-backend/index.js",
    "demo@1.0.0/demo-backend/data.json",
    "demo@1.0.0/demo-frontend/page.html",
    "demo@1.0.0/package.json",
    "demo@1.0.0/demo-frontend/%2e%2e/demo-backend/index.js",
    "demo@1.0.0/demo-frontend/..%2fdemo-backend%2findex.js",
    "demo@1.0.0/demo-frontend//index.js",
    "demo@1.0.0/demo-frontend/.index.js",
    "demo@1.0.0/demo-frontend/index.js%00.css",
    "demo@9.0.0/demo-frontend/index.js",
    "demo@1.0.0/",
  ];
  for (const path of missing) expect({ path, status: (await ask(path)).status }).toEqual({ path, status: 404 });

  const flipScripts = async () => {
    for (const folder of await foldersIn()) {
      await flip(join(home.dataDir, "plugins", folder, "demo-frontend/index.js"));
    }
  };
  await flipScripts();
  const scripts = await Promise.all(Array.from({ length: 5 }, () => ask("demo@1.1.0/demo-frontend/index.js")));
  for (const script of scripts) expect(await script.text()).toBe("export default 1;");
  expect(await verified(platform)).toEqual([expect.stringContaining("Files of @acme/demo 1.1.0 in ")]);

  await flipScripts();
  await flipStored("1.1.0");
  expect((await ask("demo@1.1.0/demo-frontend/index.js")).status).toBe(404);
  expect((await platform.installations.list())[0]?.modified).toContain("was changed in the database");
  await platform.installations.disable(by);
  expect((await ask("demo@1.0.0/demo-frontend/style.css")).status).toBe(404);
});

test("what belongs to no version leaves the data folder and the database after an hour, and an uninstalled package at once", async () => {
  await using platform = await installingPlatform({ home });
  await platform.install(packedPlugin());
  await platform.install(packedPlugin({ version: "1.1.0" }));
  expect(await foldersIn()).toHaveLength(2);
  const { sha256 } = await platform.installations.stage(packedPlugin({ version: "9.0.0" }));
  const kept = () => queryOnce(home, "select sha256 from plugin_artifacts order by created_at", []);
  await queryOnce(home, "update plugin_artifacts set created_at = now() - interval '2 hours'", []);
  expect(await kept()).toHaveLength(3);
  await platform[Symbol.asyncDispose]();

  await using again = await installingPlatform({ home });
  await until(async () => (await kept()).length === 2);
  expect(await kept()).not.toContainEqual({ sha256 });
  await again.installations.uninstall({ ...by, data: "keep" });
  expect(await foldersIn()).toEqual([]);
});

test("a package as large as they may be is installed and recovered", async () => {
  const noise = Buffer.alloc(36_000_000);
  for (let at = 0; at < noise.length; at += 60_000) crypto.getRandomValues(noise.subarray(at, at + 60_000));
  {
    await using platform = await installingPlatform({ home });
    await platform.install(packedPlugin({ files: { "demo-backend/noise.txt": noise.toString("base64") } }));
  }
  await rm(join(home.dataDir, "plugins"), { recursive: true });
  await using platform = await installingPlatform({ home });
  expect(await platform.answerOf("demo")).toBe("demo 1.0.0");
  expect(await readFile(await fileOf("demo-backend/noise.txt"), "utf8")).toBe(noise.toString("base64"));
});
