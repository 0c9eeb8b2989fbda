import { afterAll, beforeAll, expect, setDefaultTimeout, test } from "bun:test";
import { globSync, readFileSync } from "node:fs";
import { rm } from "node:fs/promises";
import { join } from "node:path";
import { readPackage } from "@checkstack/plugin-package-node";
import * as z from "zod";
import { readVersion } from "../pack/find-package.ts";
import { assemble } from "../pack/build-package.ts";
import { readProject } from "../pack/project.ts";
import { typeCheck } from "../pack/type-check.ts";
import { CHECKOUT, makePlugin, type MadePlugin } from "../testing/made-plugin.ts";
import { runBun, runScripts } from "../testing/run-scripts.ts";
import { temporaryFolder } from "../testing/temporary-folder.ts";

setDefaultTimeout(120_000);

let plugin: MadePlugin;
beforeAll(async () => {
  plugin = await makePlugin();
});
afterAll(() => plugin[Symbol.asyncDispose]());

const FRONTEND = "packages/night-watch-frontend/src/items-page.tsx";
const BACKEND = "packages/night-watch-backend/src/index.ts";
const BACKEND_MANIFEST = "packages/night-watch-backend/package.json";

test("nothing of the template's names is left", () => {
  const files = globSync("**/*", { cwd: plugin.folder, exclude: ["**/node_modules/**"] });
  expect(files.filter((file) => /sample/i.test(file))).toEqual([]);
  const texts = files
    .filter((file) => /\.(json|tsx?|md)$/.test(file))
    .map((file) => readFileSync(join(plugin.folder, file), "utf8"));
  expect(texts.filter((text) => /sample/i.test(text))).toEqual([]);
});

test("its versions are the platform's", () => {
  const catalogOf = (file: string) =>
    z
      .object({ workspaces: z.object({ catalog: z.record(z.string(), z.string()) }) })
      .parse(JSON.parse(readFileSync(file, "utf8"))).workspaces.catalog;
  const platform = catalogOf(join(CHECKOUT, "package.json"));
  const template = catalogOf(join(import.meta.dir, "../../templates/plugin/package.json"));
  const ownVersion = (name: string): string =>
    `^${readVersion(join(CHECKOUT, "core", name.replace("@checkstack/", "")))}`;
  for (const [name, version] of Object.entries(template)) {
    expect([name, version]).toEqual([
      name,
      name.startsWith("@checkstack/") ? ownVersion(name) : (platform[name] ?? ""),
    ]);
  }
});

test("its code is as the formatter and the linter of the platform want it", async () => {
  const tool = (path: string) => join(CHECKOUT, "node_modules", path);
  const templates = join(import.meta.dir, "../../templates");
  expect(await runBun(CHECKOUT, tool("oxfmt/bin/oxfmt"), "--check", templates)).toMatchObject({ code: 0 });
  expect(await runBun(CHECKOUT, tool("oxlint/bin/oxlint"), "--deny-warnings", templates)).toMatchObject({ code: 0 });
});

test("its own tests pass, against a real PostgreSQL", async () => {
  const { code, output } = await runBun(plugin.folder, "test");
  expect({ code, output }).toEqual({ code: 0, output: expect.stringContaining("1 pass") });
});

test("its migration is what its schema asks for", async () => {
  const cwd = join(plugin.folder, "packages/night-watch-backend");
  expect((await runBun(cwd, "run", "migrations", "--name", "more")).output).toContain("No schema changes");
});

test("it is packed into a file that the platform takes, the same wherever it lies", async () => {
  await using other = await makePlugin({ below: "elsewhere/and/deeper" });
  const key = join(plugin.folder, "publisher.key");
  const made = await runScripts(plugin.folder, "keygen", key);
  for (const folder of [plugin.folder, other.folder]) {
    expect(await runScripts(folder, "plugin-pack", "--out-dir", "dist", "--key", key)).toMatchObject({ code: 0 });
  }
  const bytesOf = (folder: string) => readFileSync(join(folder, "dist/acme-night-watch-0.1.0.tgz"));
  const bytes = bytesOf(plugin.folder);
  expect(bytes.equals(bytesOf(other.folder))).toBe(true);
  const { manifest, signature, files } = await readPackage(bytes);
  expect(signature).toMatchObject({ state: "signed", keyId: /key id +(\w+)/.exec(made.output)?.[1] });
  expect(manifest.checkstack.plugins).toMatchObject([
    {
      pluginId: "night-watch",
      displayName: "Night watch",
      backend: { name: "@acme/night-watch-backend", migrations: "night-watch-backend/drizzle" },
      frontend: { stylesheet: "night-watch-frontend/style.css" },
      adds: {
        accessRules: [{ id: "night-watch.item.read" }, { id: "night-watch.item.manage" }],
        procedures: [
          { method: "GET", path: "/api/night-watch/items", access: ["night-watch.item.read"] },
          { method: "POST", path: "/api/night-watch/items", access: ["night-watch.item.manage"] },
        ],
        signals: ["night-watch.itemAdded"],
      },
    },
  ]);
  expect(manifest.peerDependencies).toMatchObject({ "@checkstack/backend-api": "^0.1.0", react: "^19.3.1" });
  const texts = [...files].map(([path, content]) => ({ path, text: new TextDecoder().decode(content) }));
  expect(texts.filter(({ text }) => text.includes(CHECKOUT) || text.includes(plugin.folder))).toEqual([]);
});

const REFUSALS: readonly [string, string, (text: string) => string, string][] = [
  [
    "a call that the manifest keeps quiet about",
    BACKEND,
    (text) =>
      text
        .replace("deps: {", "deps: { own: rpc(other),")
        .replace("createBackendPlugin }", "createBackendPlugin, rpc }")
        .replace("export default", 'const other = { ...contract, pluginId: "catalog" };\nexport default'),
    '@acme/night-watch-backend calls the plugin "catalog"; add it to "checkstack.calls"',
  ],
  [
    "a call that is never made",
    BACKEND_MANIFEST,
    (text) => text.replace('"calls": []', '"calls": ["catalog"]'),
    'names "catalog" in "checkstack.calls" and never calls it',
  ],
  [
    "two ids for one plugin",
    "packages/night-watch-common/src/metadata.ts",
    (text) => text.replace('pluginId: "night-watch"', 'pluginId: "night-owl"'),
    'has the plugin id "night-watch" in its package.json and "night-owl" in its code',
  ],
  [
    "code that needs its environment to be imported",
    BACKEND,
    (text) => `${text}\nif (process.env["HOME"] === undefined) throw new Error("no home");\n`,
    "the back end cannot be imported: no home",
  ],
];

test.each(REFUSALS)("%s is refused with a sentence", async (_, file, change, sentence) => {
  const packed = plugin.changed(file, change, () => assemble(readProject(plugin.folder)));
  await expect(packed).rejects.toThrow(sentence);
});

test("a bundle holds several plugins", async () => {
  const light = "packages/night-light-backend";
  const manifest = {
    name: "@acme/night-light-backend",
    version: "0.1.0",
    type: "module",
    exports: { ".": "./src/index.ts" },
  };
  const checkstack = { type: "backend", pluginId: "night-light" };
  const peerDependencies = { "@checkstack/backend-api": "catalog:" };
  await Bun.write(
    join(plugin.folder, light, "package.json"),
    JSON.stringify({ ...manifest, peerDependencies, checkstack }),
  );
  await Bun.write(
    join(plugin.folder, light, "src/index.ts"),
    `import { createBackendPlugin } from "@checkstack/backend-api";
    export default createBackendPlugin({ metadata: { pluginId: "night-light", displayName: "Light" }, register() {} });`,
  );
  await runBun(plugin.folder, "install");
  const change = (text: string) =>
    text.replace('"@acme/night-watch-backend",', '"@acme/night-light-backend", "@acme/night-watch-backend",');
  const content = await plugin.changed("package.json", change, () => assemble(readProject(plugin.folder)));
  expect(content.packageJson.checkstack.plugins).toMatchObject([
    { pluginId: "night-light", backend: { entry: "night-light-backend/index.js" } },
    { pluginId: "night-watch", backend: { entry: "night-watch-backend/index.js" }, frontend: {} },
  ]);
  await rm(join(plugin.folder, light), { recursive: true });
});

test("what a process of its own does not have is noted", async () => {
  const change = (text: string) =>
    text
      .replace("deps: {", "deps: { engines: queueProviders,")
      .replace("createBackendPlugin }", "createBackendPlugin, queueProviders }");
  const { notes } = await plugin.changed(BACKEND, change, () => assemble(readProject(plugin.folder)));
  expect(notes).toEqual([expect.stringContaining('the plugin "night-watch" asks for queue.providers')]);
});

test("mistakes of other packages in the workspace are not this plugin's", async () => {
  const other = join(plugin.folder, "packages/other-backend");
  await Bun.write(join(other, "src/index.ts"), "export const wrong: number = true;");
  await typeCheck(readProject(plugin.folder));
  await rm(other, { recursive: true });
});

test("a mistake of types is told with its place", async () => {
  const change = (text: string) => text.replace("client.add.call({ title })", "client.add.call({ titel: title })");
  const { code, output } = await plugin.changed(FRONTEND, change, () => runScripts(plugin.folder, "plugin-pack"));
  expect({ code, output }).toEqual({ code: 1, output: expect.stringContaining(`- ${FRONTEND}(`) });
});

test("a bundle of packages that are not there is refused", async () => {
  const change = (text: string) => text.replace('night-watch-frontend"\n', 'night-light-frontend"\n');
  const { output } = await plugin.changed("package.json", change, () => runScripts(plugin.folder, "plugin-pack"));
  expect(output).toContain("names @acme/night-light-frontend, which no package of the workspace is called");
});

test("one half can be packed by itself; a common package cannot", async () => {
  const common = join(plugin.folder, "packages/night-watch-common");
  const backend = join(plugin.folder, "packages/night-watch-backend");
  expect((await runScripts(backend, "plugin-pack", "--validate-only")).output).toContain(
    "@acme/night-watch-backend 0.1.0 is sound",
  );
  expect((await runScripts(common, "plugin-pack")).output).toContain(
    'a package of type "common" is not packed by itself',
  );
  expect((await runScripts(backend, "plugin-pack", "--bundle")).output).toContain("is no bundle");
});

test("a folder that is there, a wrong name and a checkout that is none are refused", async () => {
  await using folder = await temporaryFolder({ "taken/file": "" });
  const create = async (...args: string[]) => (await runScripts(folder.path, "create", ...args)).output;
  expect(await create("taken")).toContain("is there already");
  expect(await create("Weather!")).toContain('"Weather!" is no plugin id');
  expect(await create("weather", "--scope", "acme")).toContain('"acme" is no scope of packages');
  expect(await create("weather", "--link", folder.path)).toContain("is no checkout of Checkstack");
  expect(await create()).toContain("Usage: create <name>");
});
