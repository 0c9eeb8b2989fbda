import { readdir, readFile, rm, symlink, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { afterEach, beforeEach, expect, setDefaultTimeout, test } from "bun:test";
import { createHome, type Home } from "../testing/run-platform.ts";
import { until } from "../testing/until.ts";
import { queryOnce } from "./testing/query-once.ts";
import { installingPlatform } from "./testing/installing-platform.ts";
import { packedPlugin } from "./testing/packed-plugin.ts";

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

for (const [change, make] of Object.entries(changes)) {
  test(`a package is not loaded when ${change}; to enable it puts its files right`, async () => {
    {
      await using platform = await installingPlatform({ home });
      await platform.install(packedPlugin({ plugins: [page] }));
    }
    await make();
    await using platform = await installingPlatform({ home });
    expect(platform.reasonOf("demo")).toContain("are not those that were installed");
    await platform.installations.enable(by);
    expect(await platform.answerOf("demo")).toBe("demo 1.0.0");
  });
}

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

  for (const folder of await foldersIn()) {
    await flip(join(home.dataDir, "plugins", folder, "demo-frontend/index.js"));
  }
  expect((await ask("demo@1.1.0/demo-frontend/index.js")).status).toBe(404);
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
