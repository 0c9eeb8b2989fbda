import { afterAll, beforeAll, expect, test } from "bun:test";
import { mkdir, mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { assertNamed, discoverPlugins, selectPlugins } from "./discovery.ts";

let folder: string;
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), "checkstack-discovery-"));
});
afterAll(() => rm(folder, { recursive: true, force: true }));

async function writePlugin(
  name: string,
  { pluginId = name.replace(/-backend$/, ""), code = "", directory = folder, everywhere = false } = {},
) {
  const path = join(directory, name);
  await mkdir(path, { recursive: true });
  const manifest = {
    name: `@test/${name}`,
    version: "1.2.3",
    exports: { ".": "./index.ts" },
    checkstack: { type: "backend", pluginId, everywhere },
  };
  await writeFile(join(path, "package.json"), JSON.stringify(manifest));
  await writeFile(join(path, "index.ts"), code || pluginCode(pluginId));
  return path;
}

const pluginCode = (pluginId: string, name = pluginId) =>
  `import { label } from "./label.ts";
   export default { metadata: { pluginId: "${pluginId}", displayName: label + "${name}" }, register() {} };`;

test("packages of kind backend are found, without running their code", async () => {
  const directory = join(folder, "found");
  await writePlugin("alpha-backend", { directory, code: "throw new Error('ran')" });
  await mkdir(join(directory, "no-package"));
  await mkdir(join(directory, "broken"));
  await writeFile(join(directory, "broken/package.json"), "{");
  await mkdir(join(directory, "other"));
  await writeFile(
    join(directory, "other/package.json"),
    JSON.stringify({ name: "other", checkstack: { type: "common" } }),
  );
  const sources = await discoverPlugins([directory, join(folder, "nowhere")]);
  expect(sources.map(({ pluginId, version, schemaName }) => ({ pluginId, version, schemaName }))).toEqual([
    { pluginId: "alpha", version: "1.2.3", schemaName: "plugin_alpha-backend" },
  ]);
});

test("patterns name plugins by package, with exclusions, and a name that is none is an error", async () => {
  const directory = join(folder, "patterns");
  for (const name of ["auth-backend", "auth-ldap-backend", "catalog-backend"]) await writePlugin(name, { directory });
  const sources = await discoverPlugins([directory]);
  const selected = (...patterns: string[]) => selectPlugins(sources, patterns).map(({ pluginId }) => pluginId);
  expect(selected()).toEqual(["auth", "auth-ldap", "catalog"]);
  expect(selected("auth-*")).toEqual(["auth", "auth-ldap"]);
  expect(selected("!auth-ldap-backend")).toEqual(["auth", "catalog"]);
  expect(selected("auth-*", "!auth-backend")).toEqual(["auth-ldap"]);
  const names = sources.map(({ packageName }) => packageName);
  expect(() => assertNamed(names, ["catalog-backend", "katalog-backend"])).toThrow(
    '"katalog-backend", which no plugin is called; the nearest is "catalog-backend", and there are auth-backend',
  );
});

test("a plugin that every process needs runs beside those that were asked for, unless it is excluded", async () => {
  const directory = join(folder, "everywhere");
  for (const name of ["auth-backend", "catalog-backend"]) await writePlugin(name, { directory });
  await writePlugin("queue-backend", { directory, everywhere: true });
  const sources = await discoverPlugins([directory]);
  const selected = (...patterns: string[]) => selectPlugins(sources, patterns).map(({ pluginId }) => pluginId);
  expect(selected("catalog-backend")).toEqual(["catalog", "queue"]);
  expect(selected("catalog-backend", "!queue-*")).toEqual(["catalog"]);
});

test.each([
  ["no default export", "export const plugin = {};", "has no plugin as its default export"],
  ["another id", `export default { metadata: { pluginId: "b" }, register() {} };`, "make them equal"],
])("a package with %s does not load", async (name, code, message) => {
  const directory = join(folder, `bad ${name}`);
  await writePlugin("a-backend", { directory, code });
  const [source] = await discoverPlugins([directory]);
  expect(source?.load()).rejects.toThrow(message);
});

test("loading again reads every file of the plugin again, and forgets the old ones", async () => {
  const directory = join(folder, "reload");
  const path = await writePlugin("alpha-backend", { directory });
  const [source] = await discoverPlugins([directory]);
  for (const label of ["one", "two"]) {
    await writeFile(join(path, "label.ts"), `export const label = "${label} ";`);
    expect((await source?.load())?.metadata.displayName).toBe(`${label} alpha`);
  }
});

test("100 reloads of a plugin leave no more memory behind than the first ten", async () => {
  const directory = join(folder, "memory");
  const path = await writePlugin("alpha-backend", { directory });
  await writeFile(
    join(path, "label.ts"),
    `export const label = "x"; export const big = Array.from({ length: 50_000 }, (_, i) => ({ i }));`,
  );
  const [source] = await discoverPlugins([directory]);
  const heapAfter = async (reloads: number): Promise<number> => {
    for (let i = 0; i < reloads; i++) await source?.load();
    Bun.gc(true);
    await Bun.sleep(0);
    Bun.gc(true);
    return process.memoryUsage().heapUsed;
  };
  const early = await heapAfter(10);
  const late = await heapAfter(100);
  // One copy of the big array takes over a megabyte: a leak of every reload would show as a hundred of them.
  expect((late - early) / 1e6).toBeLessThan(20);
});
