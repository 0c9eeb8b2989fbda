import { afterAll, describe, expect, test } from "bun:test";
import { mkdir, mkdtemp, rm, symlink, utimes, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import type { EmitSignal, Logger } from "@checkstack/backend-api";
import { folderModules } from "./folder-modules.ts";
import { watchFolder } from "./folder-watch.ts";
import { createPluginAssets } from "./plugin-assets.ts";
import { createPluginFolder } from "./plugin-folder.ts";
import { createPluginNews } from "./plugin-news.ts";

const made: string[] = [];
afterAll(() => Promise.all(made.map((dir) => rm(dir, { recursive: true }))));

async function setUp() {
  const dir = await mkdtemp(join(tmpdir(), "checkstack-plugins-"));
  made.push(dir);
  const warned: string[] = [];
  const logger: Logger = { debug() {}, info() {}, error() {}, warn: (message) => void warned.push(message) };
  const folder = createPluginFolder({ dir, logger });
  const frontend = async () => folderModules(await folder.list());
  return { dir, warned, folder, frontend, assets: createPluginAssets(folder) };
}

/** Writes a plugin as it lies in the folder; `manifest` overrides what its plugin.json says. */
async function install(dir: string, name: string, manifest: Record<string, unknown> = {}): Promise<string> {
  const [pluginId, version] = name.split("@");
  const home = join(dir, name);
  await mkdir(join(home, "assets"), { recursive: true });
  await writeFile(join(home, "index.js"), "export default 1;");
  await writeFile(join(home, "assets/style.css"), "a{}");
  const said = { pluginId, version, frontend: { entry: "index.js", stylesheet: "assets/style.css" }, ...manifest };
  await writeFile(join(home, "plugin.json"), JSON.stringify(said));
  return home;
}

describe("the front-end modules", () => {
  test("are those in the folder, the newest version of each", async () => {
    const { dir, frontend } = await setUp();
    await install(dir, "hello@1.9.0");
    await install(dir, "hello@1.10.0", { frontend: { entry: "index.js" } });
    await install(dir, "clock@2.0.0-beta.1");
    expect(await frontend()).toEqual([
      {
        pluginId: "clock",
        version: "2.0.0-beta.1",
        entry: "/plugins/clock@2.0.0-beta.1/index.js",
        stylesheet: "/plugins/clock@2.0.0-beta.1/assets/style.css",
      },
      { pluginId: "hello", version: "1.10.0", entry: "/plugins/hello@1.10.0/index.js" },
    ]);
  });

  test("are none when there is no folder", async () => {
    const { dir, frontend } = await setUp();
    await rm(dir, { recursive: true });
    expect(await frontend()).toEqual([]);
    await mkdir(dir);
  });

  test("leave out what is not sound, which is logged once for each time it was written", async () => {
    const { dir, frontend, warned } = await setUp();
    await install(dir, "sound@1.0.0");
    await install(dir, "other-name@1.0.0", { pluginId: "sound" });
    await install(dir, "leaves@1.0.0", { frontend: { entry: "../sound@1.0.0/index.js" } });
    await install(dir, "hollow@1.0.0", { frontend: { entry: "missing.js" } });
    const broken = await install(dir, "broken@1.0.0");
    await writeFile(join(broken, "plugin.json"), "{");
    await mkdir(join(dir, "half@1.0.0"));
    const ids = async () => (await frontend()).map(({ pluginId }) => pluginId);
    expect(await ids()).toEqual(["sound"]);
    expect(await ids()).toEqual(["sound"]);
    const leftOut = warned.map((message) => message.split('"')[1] ?? "").toSorted();
    expect(leftOut).toEqual(["broken@1.0.0", "hollow@1.0.0", "leaves@1.0.0", "other-name@1.0.0"]);
    await install(dir, "broken@1.0.0");
    await utimes(join(broken, "plugin.json"), 1, 1);
    expect(await ids()).toEqual(["broken", "sound"]);
    await writeFile(join(dir, "hollow@1.0.0/missing.js"), "");
    expect(await ids()).toEqual(["broken", "hollow", "sound"]);
  });
});

describe("the files of a plugin", () => {
  test("are answered with their type, to be kept for ever", async () => {
    const { dir, assets } = await setUp();
    await install(dir, "hello@1.0.0+build.5");
    for (const path of ["/plugins/hello@1.0.0+build.5/index.js", "/plugins/hello%401.0.0+build.5/index.js"]) {
      const answer = await assets(path);
      expect(answer?.headers.get("content-type")).toBe("text/javascript; charset=utf-8");
      expect(answer?.headers.get("cache-control")).toBe("public, max-age=31536000, immutable");
      expect(await answer?.text()).toBe("export default 1;");
    }
    const style = await assets("/plugins/hello@1.0.0+build.5/assets/style.css");
    expect(style?.headers.get("content-type")).toBe("text/css; charset=utf-8");
  });

  test("of an older version are still there for the pages that run it", async () => {
    const { dir, assets } = await setUp();
    await install(dir, "hello@1.0.0");
    await install(dir, "hello@2.0.0");
    expect(await (await assets("/plugins/hello@1.0.0/index.js"))?.text()).toBe("export default 1;");
  });

  test("are all that is answered: no way leads out of the folder, to hidden files or to other kinds of files", async () => {
    const { dir, assets } = await setUp();
    const home = await install(dir, "hello@1.0.0");
    await writeFile(join(dir, "secret.json"), "{}");
    await writeFile(join(home, ".env.json"), "{}");
    await writeFile(join(home, "page.html"), "<script>");
    await mkdir(join(home, "folder.js"));
    await symlink(join(dir, "secret.json"), join(home, "link.json"));
    await mkdir(join(dir, "unknown@1.0.0"));
    await writeFile(join(dir, "unknown@1.0.0/index.js"), "");
    const paths = [
      "/plugins/hello@1.0.0/../secret.json",
      "/plugins/hello@1.0.0/%2e%2e/secret.json",
      "/plugins/hello@1.0.0/..%2fsecret.json",
      "/plugins/hello@1.0.0/..%5csecret.json",
      "/plugins/hello@1.0.0/assets/../../secret.json",
      "/plugins/hello@1.0.0//index.js",
      "/plugins/../secret.json",
      "/plugins/secret.json",
      "/plugins/hello@1.0.0/link.json",
      "/plugins/hello@1.0.0/.env.json",
      "/plugins/hello@1.0.0/plugin.json",
      "/plugins/hello@1.0.0/page.html",
      "/plugins/hello@1.0.0/folder.js",
      "/plugins/hello@1.0.0/missing.js",
      "/plugins/hello@1.0.0/index.js%00.css",
      "/plugins/hello@1.0.0/%E0%A4%A",
      "/plugins/hello@1.0.0/",
      "/plugins/hello@1.0.0",
      "/plugins/unknown@1.0.0/index.js",
      "/elsewhere/hello@1.0.0/index.js",
      "plugins/hello@1.0.0/index.js",
    ];
    for (const path of paths) expect({ path, answer: await assets(path) }).toEqual({ path, answer: undefined });
  });
});

describe("news of plugins", () => {
  test("tell what came, was replaced or went since the last look, once", async () => {
    const { dir, folder } = await setUp();
    const told: unknown[] = [];
    const emitSignal: EmitSignal = (_, payload) => void told.push(payload);
    const look = createPluginNews({ folder, emitSignal });
    await install(dir, "old@1.0.0");
    await look();
    expect(told).toEqual([]);
    const hello = await install(dir, "hello@1.0.0");
    await Promise.all([look(), look()]);
    await install(dir, "hello@1.1.0");
    await look();
    await rm(join(dir, "old@1.0.0"), { recursive: true });
    await rm(hello, { recursive: true });
    await look();
    expect(told).toEqual([
      { pluginId: "hello", state: "installed" },
      { pluginId: "hello", state: "replaced" },
      { pluginId: "old", state: "removed" },
    ]);
  });

  test("come when the folder changes, which is made when it is not there", async () => {
    const { dir } = await setUp();
    const plugins = join(dir, "data/plugins");
    const changed = Promise.withResolvers<void>();
    using _watch = await watchFolder({
      dir: plugins,
      onChange: async () => changed.resolve(),
      onError: changed.reject,
    });
    await install(plugins, "hello@1.0.0");
    await changed.promise;
  });
});
